import {
  evaluatePolicy,
  type PolicyRequest,
  type StatementMatch,
} from '../policy/evaluate-policy.ts';
import type { Via } from '../policy/match-principal.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { all, any, type Ternary } from '../policy/ternary.ts';
import type { Caller } from '../principal/caller.ts';
import type { Principal } from '../principal/principal.ts';

/** Kinds of policy that take part in a decision, in the order in which verdicts name them. */
export const layerNames = [
  'service-control-policy',
  'resource-control-policy',
  'resource-policy',
  'identity-policy',
  'permissions-boundary',
  'session-policy',
] as const;

export type LayerName = (typeof layerNames)[number];

/** The result of the policies of one kind for a request. */
export interface Layer {
  readonly name: LayerName;
  readonly matches: readonly StatementMatch[];
  /** Whether they allow it; `yes` if a limiting policy does not exist. */
  readonly allow: Ternary;
  readonly deny: Ternary;
}

export type Layers = Readonly<Record<LayerName, Layer>>;

/** The policies that apply to a request. */
export interface LayerInput {
  readonly caller: Caller;
  readonly resourcePolicy?: PolicyDocument;
  readonly resourceControlPolicies?: readonly (readonly PolicyDocument[])[] | undefined;
}

/** Evaluates every policy that applies to a request once. */
export function evaluateLayers(input: LayerInput, request: PolicyRequest): Layers {
  const { caller, resourcePolicy, resourceControlPolicies } = input;
  const { principal, boundary, identityPolicies, sessionPolicies } = withOwnPolicies(caller);
  const organization = limitedByOrganization(principal);
  const scp = organization && !caller.inManagementAccount ? caller.serviceControlPolicies : [];
  const rcp = isServiceLinked(principal) ? [] : resourceControlPolicies;
  const layer = (name: LayerName, levels: readonly (readonly PolicyDocument[])[]) =>
    evaluateLevels(name, levels, request);
  return {
    'service-control-policy': layer('service-control-policy', scp ?? []),
    // RCPFullAWSAccess is attached to every level and cannot be detached: a level always allows.
    // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    'resource-control-policy': { ...layer('resource-control-policy', rcp ?? []), allow: 'yes' },
    'resource-policy': layer('resource-policy', [resourcePolicy ? [resourcePolicy] : []]),
    'identity-policy': layer('identity-policy', [identityPolicies]),
    'permissions-boundary': layer('permissions-boundary', boundary ? [[boundary]] : []),
    'session-policy': layer('session-policy', sessionLevels(principal, sessionPolicies)),
  };
}

/**
 * A session without session policies has the permissions of its role or user. The exception is a session
 * of a federated user: only a resource policy that names the session can then allow a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
function sessionLevels({ kind }: Principal, policies: readonly PolicyDocument[] = []) {
  return policies.length > 0 || kind === 'federated-user' ? [policies] : [];
}

/** Returns whether a policy allows the principal by one kind of name. */
export function allowsVia(layer: Layer, via: Via): Ternary {
  return any(
    layer.matches
      .filter(({ statement }) => statement.effect === 'Allow')
      .flatMap(({ reached }) => reached)
      .filter((match) => match.via === via)
      .map((match) => match.holds),
  );
}

function evaluateLevels(
  name: LayerName,
  levels: readonly (readonly PolicyDocument[])[],
  request: PolicyRequest,
): Layer {
  const perLevel = levels.map((policies) =>
    policies.flatMap((one) => evaluatePolicy(one, request)),
  );
  const matches = perLevel.flat();
  return {
    name,
    matches,
    allow: all(perLevel.map((level) => any(ternaries(level, 'Allow')))),
    deny: any(ternaries(matches, 'Deny')),
  };
}

function ternaries(matches: readonly StatementMatch[], effect: 'Allow' | 'Deny'): Ternary[] {
  return matches.filter(({ statement }) => statement.effect === effect).map((a) => a.holds);
}

/**
 * Policies of an identity count only for a user or a role. Only service control policies limit a root
 * user.
 */
function withOwnPolicies(caller: Caller): Caller {
  const { kind } = caller.principal;
  if (kind === 'user' || kind === 'role' || kind === 'federated-user') return caller;
  return { principal: caller.principal, identityPolicies: [] };
}

/**
 * Service control policies limit users, roles and root users of member accounts. They do not limit
 * service principals or service-linked roles.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
function limitedByOrganization(principal: Principal): boolean {
  const outside = ['service', 'federated', 'anonymous'].includes(principal.kind);
  return !outside && !isServiceLinked(principal);
}

function isServiceLinked(principal: Principal): boolean {
  return principal.kind === 'role' && principal.arn.includes(':role/aws-service-role/');
}
