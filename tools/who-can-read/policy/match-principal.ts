import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { hasHoles, hole, isAmong, sameText } from '../unknown-text.ts';
import type { Patterns } from './policy-document.ts';
import type { PrincipalPattern, PrincipalType } from './principal-pattern.ts';
import { all, any, type Ternary, ternary } from './ternary.ts';
import { holeReasons, type UnknownReason } from './unknown-reason.ts';

/**
 * The kind of name by which a policy names a principal. It changes the decision within an account: the
 * permissions boundary and session policy limit an Allow for the ARN of a role, and not an Allow for the
 * session. An Allow for the account still needs an identity policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export type Via = 'principal' | 'role' | 'account';

export interface PrincipalMatch {
  readonly via: Via;
  readonly holds: Ternary;
}

const VIAS: readonly Via[] = ['principal', 'role', 'account'];

/** Pseudo condition key for an answer that depends on the name of a session. */
export const SESSION_NAME = 'role session name';

/**
 * Returns the kinds of name by which a Principal or NotPrincipal element names a principal; empty if it
 * does not name the principal.
 *
 * @param hasBoundary whether the principal has a permissions boundary (default: no).
 */
export function matchPrincipal(
  { negated, patterns }: Patterns<PrincipalPattern>,
  facts: PrincipalFacts,
  effect: 'Allow' | 'Deny',
  hasBoundary?: boolean,
): readonly PrincipalMatch[] {
  if (negated) {
    const value = excepted(patterns, facts, effect, hasBoundary);
    return value === 'no' ? [] : [{ via: 'principal', holds: value }];
  }
  const matches: PrincipalMatch[] = [];
  for (const via of VIAS) {
    const value = any(patterns.map((pattern) => reaches(pattern, via, facts)));
    if (value !== 'no') matches.push({ via, holds: value });
  }
  return matches;
}

/** How a Principal element names a principal: by its own name, or as one of many. */
export type Naming = 'principal' | 'everyone' | 'every-service' | 'every-federated' | 'account';

/** Returns how a Principal element names a principal; its own name comes before a name for many. */
export function naming({ patterns }: Patterns<PrincipalPattern>, facts: PrincipalFacts): Naming {
  const own = patterns.some(
    (pattern) =>
      !isForMany(pattern) &&
      any([reaches(pattern, 'principal', facts), reaches(pattern, 'role', facts)]) === 'yes',
  );
  if (own) return 'principal';
  const forMany = patterns.find(
    (pattern) => isForMany(pattern) && reaches(pattern, 'principal', facts) === 'yes',
  );
  return forMany && isForMany(forMany) ? forMany.kind : 'account';
}

type ForMany = Extract<PrincipalPattern, { readonly kind: `every${string}` }>;

const isForMany = (pattern: PrincipalPattern): pattern is ForMany =>
  pattern.kind.startsWith('every');

/** Returns the unknown values that a match depends on. */
export function unknownInPrincipal(
  { patterns, negated }: Patterns<PrincipalPattern>,
  { principal, name }: PrincipalFacts,
  effect: 'Allow' | 'Deny',
): readonly UnknownReason[] {
  const texts = [...patterns.flatMap((one) => (one.kind === 'partial' ? [one.text] : [])), name];
  const sessions = patterns.some(({ kind }) => kind === 'role-session');
  const unnamed = principal.kind === 'role' && principal.sessionName === undefined;
  const known = [...holeReasons(texts), ...(sessions && unnamed ? [sessionName] : [])];
  const silent = negated && (effect === 'Allow' || principal.kind === 'federated-user');
  return silent ? [...known, { kind: 'not-documented' }] : known;
}

const sessionName: UnknownReason = { kind: 'context-key', name: SESSION_NAME };

/** Whether one pattern names the principal by this kind of name. */
function reaches(pattern: PrincipalPattern, via: Via, facts: PrincipalFacts): Ternary {
  const { principal } = facts;
  switch (pattern.kind) {
    case 'everyone':
      return ternary(via === 'principal');
    case 'account': {
      if (via !== 'account') return 'no';
      const { account, partition } = pattern;
      return all([
        isName(account, facts.account),
        partition === undefined ? 'yes' : isName(partition, facts.partition),
      ]);
    }
    case 'user':
      // A session that a user created with GetFederationToken counts as that user, without the limits.
      if (principal.kind === 'federated-user') {
        return via === 'role' ? isName(pattern.arn, principal.userArn) : 'no';
      }
      return via === 'principal' && principal.kind === 'user'
        ? isName(pattern.arn, principal.arn)
        : 'no';
    case 'role':
      return via === 'role' && principal.kind === 'role'
        ? isName(pattern.arn, principal.arn)
        : 'no';
    case 'role-session':
      return via === 'principal' ? namesSession(pattern.arn, facts) : 'no';
    case 'federated-user':
      return via === 'principal' ? isName(pattern.arn, facts.name) : 'no';
    case 'service':
      return ternary(
        via === 'principal' && principal.kind === 'service' && pattern.name === principal.name,
      );
    case 'every-service':
      return ternary(via === 'principal' && principal.kind === 'service');
    case 'federated':
      return via === 'principal' && principal.kind === 'federated'
        ? isName(pattern.provider, principal.provider)
        : 'no';
    case 'every-federated':
      return ternary(via === 'principal' && principal.kind === 'federated');
    case 'partial':
      return isAmong(pattern.text, namesBy(via, pattern.type, facts));
    case 'deleted':
    case 'canonical-user':
      return 'no';
  }
}

function isName(written: string, name: string | undefined): Ternary {
  return name === undefined ? 'no' : sameText(written, name);
}

function namesSession(arn: string, facts: PrincipalFacts): Ternary {
  const { principal, sessionPrefix, name } = facts;
  if (principal.kind !== 'role' || !sessionPrefix) return 'no';
  if (principal.sessionName !== undefined) return isName(arn, name);
  if (hasHoles(sessionPrefix)) return sameText(arn, anySession(sessionPrefix));
  return arn.startsWith(sessionPrefix) ? 'unknown' : 'no';
}

/** The ARN of a session whose name is unknown. */
function anySession(sessionPrefix: string): string {
  return sessionPrefix + hole(SESSION_NAME);
}

/**
 * Returns every text that names the principal in a Principal element.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function namesBy(via: Via, type: PrincipalType, facts: PrincipalFacts): readonly string[] {
  const aws = type === 'AWS' || type === 'any' ? awsNames(via, facts) : [];
  if (via !== 'principal') return aws;
  const { principal } = facts;
  const service = principal.kind === 'service' && (type === 'Service' || type === 'any');
  const federated = principal.kind === 'federated' && (type === 'Federated' || type === 'any');
  return [
    ...aws,
    ...(service ? ['*', principal.name] : []),
    ...(federated ? ['*', principal.provider] : []),
  ];
}

function awsNames(via: Via, facts: PrincipalFacts): readonly string[] {
  const { principal, account, partition, sessionPrefix, name } = facts;
  if (via === 'account') {
    return account === undefined ? [] : [account, `arn:${partition}:iam::${account}:root`];
  }
  if (via === 'role') {
    if (principal.kind === 'federated-user') return [principal.userArn];
    return principal.kind === 'role' ? [principal.arn] : [];
  }
  if (principal.kind === 'user' || principal.kind === 'federated-user') return ['*', name];
  if (principal.kind !== 'role' || sessionPrefix === undefined) return ['*'];
  return ['*', principal.sessionName === undefined ? anySession(sessionPrefix) : name];
}

/**
 * NotPrincipal: to exclude a principal, a policy must list all of its names (user and account; session,
 * role and account). Otherwise a Deny still applies to it. A Deny also applies to every user and role
 * with a permissions boundary, listed or not. For an Allow, NotPrincipal "is not supported": AWS does
 * not document its effect.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function excepted(
  patterns: readonly PrincipalPattern[],
  facts: PrincipalFacts,
  effect: 'Allow' | 'Deny',
  hasBoundary: boolean | undefined,
): Ternary {
  if (effect === 'Allow') return 'unknown';
  // Sessions of GetFederationToken are neither users nor roles.
  const { kind } = facts.principal;
  if (hasBoundary && kind !== 'federated-user') return 'yes';
  const names = namesOf(facts).map((via) =>
    any(patterns.map((pattern) => reaches(pattern, via, facts))),
  );
  const everyone = patterns.some((pattern) => pattern.kind === 'everyone');
  if (everyone || names.every((name) => name === 'yes')) return hasBoundary ? 'unknown' : 'no';
  return names.includes('no') ? 'yes' : 'unknown';
}

function namesOf({ principal }: PrincipalFacts): readonly Via[] {
  if (principal.kind === 'root') return ['account'];
  if (principal.kind === 'role') return ['principal', 'role', 'account'];
  const inAccount = principal.kind === 'user' || principal.kind === 'federated-user';
  return inAccount ? ['principal', 'account'] : ['principal'];
}
