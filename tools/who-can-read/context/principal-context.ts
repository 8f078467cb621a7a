import type { Caller } from '../principal/caller.ts';
import type { Principal, ServicePrincipal } from '../principal/principal.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { type ContextInput, type ContextLayer, contextLayer } from './request-context.ts';

/** The condition keys of a principal, and the prefixes of which all keys are known. */
export interface PrincipalContext {
  readonly layer: ContextLayer;
  readonly closed: readonly string[];
}

/** A cache, because one caller makes many requests. */
const ofCaller = new WeakMap<Caller, PrincipalContext>();

/**
 * Returns the condition keys that follow from the principal, without unknown ones.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function principalContext(facts: PrincipalFacts, caller: Caller): PrincipalContext {
  const before = ofCaller.get(caller);
  if (before) return before;
  const { principal } = facts;
  const context = withoutUnknown(
    principal.kind === 'service' ? serviceContext(principal) : accountContext(facts, caller),
    caller,
  );
  ofCaller.set(caller, context);
  return context;
}

function withoutUnknown({ layer, closed }: PrincipalContext, caller: Caller): PrincipalContext {
  const keys = caller.unknownKeys ?? [];
  return { layer: new Map([...layer].filter(([key]) => !keys.includes(key))), closed };
}

function accountContext(facts: PrincipalFacts, caller: Caller): PrincipalContext {
  const { principal } = facts;
  const tags = 'tags' in principal ? principal.tags : undefined;
  const moreTags = 'moreTags' in principal && principal.moreTags === true;
  return {
    layer: contextLayer({
      'aws:PrincipalIsAWSService': 'false',
      'aws:PrincipalServiceName': null,
      'aws:PrincipalServiceNamesList': null,
      // The resource for which a service acts; a principal of an account acts for itself.
      'aws:SourceArn': null,
      'aws:SourceAccount': null,
      'aws:SourceOrgID': null,
      'aws:SourceOrgPaths': null,
      'aws:PrincipalArn': facts.principalArn ?? null,
      'aws:PrincipalAccount': facts.account ?? null,
      ...typeContext(facts),
      ...sessionContext(principal),
      ...organizationContext(caller),
      ...Object.fromEntries(
        Object.entries(tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]),
      ),
    }),
    closed: (tags && !moreTags) || !taggable(facts) ? ['aws:PrincipalTag/'] : [],
  };
}

/**
 * Keys of a role session. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-role-session-properties
 * A root user and a session of AssumeRoot have the same principal, so this is unknown for a root user.
 */
function sessionContext(principal: Principal): ContextInput {
  const isRole = principal.kind === 'role';
  const { federatedProvider, sourceIdentity } = isRole
    ? principal
    : { federatedProvider: null, sourceIdentity: null };
  return {
    ...(federatedProvider === undefined ? {} : { 'aws:FederatedProvider': federatedProvider }),
    ...(sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': sourceIdentity }),
    ...(principal.kind === 'root' ? {} : { 'aws:AssumedRoot': null }),
  };
}

function taggable({ principal: { kind } }: PrincipalFacts): boolean {
  return kind === 'user' || kind === 'role' || kind === 'federated-user';
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
function typeContext({ principal, account, principalArn = '' }: PrincipalFacts): ContextInput {
  const known = (key: string, value: string | undefined): ContextInput =>
    value === undefined ? {} : { [key]: value };
  switch (principal.kind) {
    case 'root':
      return {
        'aws:PrincipalType': 'Account',
        'aws:username': null,
        ...known('aws:userid', account),
      };
    case 'user': {
      const name = principalArn.slice(principalArn.lastIndexOf('/') + 1);
      return {
        'aws:PrincipalType': 'User',
        'aws:username': name,
        ...known('aws:userid', principal.userId),
      };
    }
    case 'role': {
      const { roleId, sessionName } = principal;
      const whole = roleId !== undefined && sessionName !== undefined;
      return {
        'aws:PrincipalType': 'AssumedRole',
        'aws:username': null,
        ...known('aws:userid', whole ? `${roleId}:${sessionName}` : undefined),
      };
    }
    case 'federated-user':
      return {
        'aws:PrincipalType': 'FederatedUser',
        'aws:username': null,
        'aws:userid': `${account}:${principal.name}`,
      };
    case 'anonymous':
      return { 'aws:PrincipalType': 'Anonymous', 'aws:username': null, 'aws:userid': 'anonymous' };
    case 'federated':
      return principal.claims ?? {};
    default:
      return {};
  }
}

function organizationContext({ organization }: Caller): ContextInput {
  if (organization === undefined) return {};
  if (organization === null) return { 'aws:PrincipalOrgID': null, 'aws:PrincipalOrgPaths': null };
  const { id, paths } = organization;
  return { 'aws:PrincipalOrgID': id, ...(paths ? { 'aws:PrincipalOrgPaths': paths } : {}) };
}

function serviceContext({ name, sourceAccount, sourceArn }: ServicePrincipal): PrincipalContext {
  return {
    layer: contextLayer({
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': name,
      'aws:PrincipalArn': null,
      'aws:PrincipalAccount': null,
      'aws:PrincipalOrgID': null,
      'aws:PrincipalOrgPaths': null,
      'aws:username': null,
      'aws:FederatedProvider': null,
      'aws:SourceIdentity': null,
      'aws:AssumedRoot': null,
      ...(sourceAccount === undefined ? {} : { 'aws:SourceAccount': sourceAccount }),
      ...(sourceArn === undefined ? {} : { 'aws:SourceArn': sourceArn }),
    }),
    closed: ['aws:PrincipalTag/'],
  };
}
