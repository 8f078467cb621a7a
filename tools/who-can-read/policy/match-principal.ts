import type { PrincipalFacts } from '../principal/principal-facts.ts';
import type { Patterns } from './policy-document.ts';
import type { PrincipalPattern } from './principal-pattern.ts';
import { any, type Ternary, ternary } from './ternary.ts';

/**
 * By which of its names a policy reached a principal. It matters: within an account, a grant to a
 * role's ARN is limited by permissions boundary and session policy, one to the session is not, and
 * one to the account still needs an identity policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export type Via = 'principal' | 'role' | 'account';

export interface PrincipalMatch {
  readonly via: Via;
  readonly holds: Ternary;
}

const VIAS: readonly Via[] = ['principal', 'role', 'account'];

/** Pseudo condition key, named when it depends on how a session is called. */
export const SESSION_NAME = 'role session name';

/** How a Principal or NotPrincipal element takes to a principal; an empty list: not at all. */
export function matchPrincipal(
  { negated, patterns }: Patterns<PrincipalPattern>,
  facts: PrincipalFacts,
  effect: 'Allow' | 'Deny',
): readonly PrincipalMatch[] {
  if (negated) {
    const value = excepted(patterns, facts, effect);
    return value === 'no' ? [] : [{ via: 'principal', holds: value }];
  }
  const matches: PrincipalMatch[] = [];
  for (const via of VIAS) {
    const value = any(patterns.map((pattern) => reaches(pattern, via, facts)));
    if (value !== 'no') matches.push({ via, holds: value });
  }
  return matches;
}

/** Whether one pattern names the principal by this kind of name. */
function reaches(pattern: PrincipalPattern, via: Via, facts: PrincipalFacts): Ternary {
  const { principal } = facts;
  switch (pattern.kind) {
    case 'everyone':
      return ternary(via === 'principal');
    case 'account': {
      const samePartition = !pattern.partition || pattern.partition === facts.partition;
      return ternary(via === 'account' && pattern.account === facts.account && samePartition);
    }
    case 'user':
      // A session that a user made with GetFederationToken counts as that user, less the limits.
      if (principal.kind === 'federated-user') {
        return ternary(via === 'role' && pattern.arn === principal.userArn);
      }
      return ternary(
        via === 'principal' && principal.kind === 'user' && pattern.arn === principal.arn,
      );
    case 'role':
      return ternary(via === 'role' && principal.kind === 'role' && pattern.arn === principal.arn);
    case 'role-session':
      return via === 'principal' ? namesSession(pattern.arn, facts) : 'no';
    case 'federated-user':
      return ternary(via === 'principal' && pattern.arn === facts.name);
    case 'service':
      return ternary(
        via === 'principal' && principal.kind === 'service' && pattern.name === principal.name,
      );
    case 'every-service':
      return ternary(via === 'principal' && principal.kind === 'service');
    case 'federated':
      return ternary(
        via === 'principal' &&
          principal.kind === 'federated' &&
          pattern.provider === principal.provider,
      );
    case 'every-federated':
      return ternary(via === 'principal' && principal.kind === 'federated');
    case 'deleted':
    case 'canonical-user':
      return 'no';
  }
}

function namesSession(arn: string, { principal, sessionPrefix, name }: PrincipalFacts): Ternary {
  if (principal.kind !== 'role' || !sessionPrefix || !arn.startsWith(sessionPrefix)) return 'no';
  return principal.sessionName === undefined ? 'unknown' : ternary(arn === name);
}

/**
 * NotPrincipal: AWS asks for every name of the one who is to be left out (user and account;
 * session, role and account), and a Deny still hits who is named in part only. What an Allow then
 * does is not documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function excepted(
  patterns: readonly PrincipalPattern[],
  facts: PrincipalFacts,
  effect: 'Allow' | 'Deny',
): Ternary {
  const names = namesOf(facts).map((via) =>
    any(patterns.map((pattern) => reaches(pattern, via, facts))),
  );
  const everyone = patterns.some((pattern) => pattern.kind === 'everyone');
  if (everyone || names.every((name) => name === 'yes')) return 'no';
  if (names.every((name) => name === 'no')) return 'yes';
  if (effect === 'Allow') return 'unknown';
  return names.includes('no') ? 'yes' : 'unknown';
}

function namesOf({ principal }: PrincipalFacts): readonly Via[] {
  if (principal.kind === 'root') return ['account'];
  if (principal.kind === 'role') return ['principal', 'role', 'account'];
  const inAccount = principal.kind === 'user' || principal.kind === 'federated-user';
  return inAccount ? ['principal', 'account'] : ['principal'];
}
