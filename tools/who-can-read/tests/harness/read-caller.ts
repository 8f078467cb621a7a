import {
  type Caller,
  type Organization,
  type PolicyDocument,
  type PolicyKind,
  type Principal,
  parsePolicy,
  principalFromArn,
} from '../../index.ts';
import { type Json, list, object, optional, text, textRecord, texts } from './json.ts';

const principalKeys = [
  ...['arn', 'roleArn', 'id', 'tags', 'service', 'sourceAccount', 'sourceArn'],
  ...['federated', 'federatedUser', 'userArn', 'federatedProvider', 'sourceIdentity'],
];

/** Returns the principal of a case: an ARN, `anonymous`, or an object with more properties. */
export function readPrincipal(value: unknown): Principal {
  if (value === 'anonymous') return { kind: 'anonymous' };
  if (typeof value === 'string') return principalFromArn(value);
  const from = object(value, principalKeys, 'principal');
  const tags = optional(from, 'tags', textRecord);
  if ('service' in from) {
    const name = text(from['service'], 'service');
    const source = {
      ...optional(from, 'sourceAccount', text),
      ...optional(from, 'sourceArn', text),
    };
    return { kind: 'service', name, ...source };
  }
  if ('federated' in from) {
    return { kind: 'federated', provider: text(from['federated'], 'federated') };
  }
  if ('federatedUser' in from) {
    const name = text(from['federatedUser'], 'federatedUser');
    return { kind: 'federated-user', name, userArn: text(from['userArn'], 'userArn'), ...tags };
  }
  const { roleArn } = optional(from, 'roleArn', text);
  const principal = principalFromArn(text(from['arn'], 'arn'), roleArn);
  const { id } = optional(from, 'id', text);
  if (principal.kind === 'user') return { ...principal, ...tags, ...(id ? { userId: id } : {}) };
  if (principal.kind === 'role') {
    const session = {
      ...optional(from, 'federatedProvider', textOrNull),
      ...optional(from, 'sourceIdentity', textOrNull),
    };
    return { ...principal, ...tags, ...session, ...(id ? { roleId: id } : {}) };
  }
  return principal;
}

function textOrNull(value: unknown, where: string): string | null {
  return value === null ? null : text(value, where);
}

/** Returns a policy of a case: a list of statements (version 2012-10-17), or a whole document. */
export function readPolicy(value: unknown, kind: PolicyKind, source: string): PolicyDocument {
  const json = Array.isArray(value) ? { Version: '2012-10-17', Statement: value } : value;
  return parsePolicy(json, kind, source);
}

export function readLevels(value: unknown, kind: PolicyKind): readonly PolicyDocument[][] {
  return list(value, kind).map((level) =>
    list(level, kind).map((policy, index) => readPolicy(policy, kind, `${kind} ${index + 1}`)),
  );
}

export function readOrganization(value: unknown): Organization | null {
  if (value === null) return null;
  const from = object(value, ['id', 'paths'], 'organization');
  return { id: text(from['id'], 'id'), ...optional(from, 'paths', texts) };
}

export const callerKeys = [
  ...['principal', 'identityPolicies', 'boundary', 'sessionPolicies'],
  ...['serviceControlPolicies', 'inManagementAccount', 'organization'],
];

/** Returns a principal with its policies. */
export function readCaller(from: Json): Caller {
  const named = (kind: PolicyKind) => (value: unknown) =>
    list(value, kind).map((one, index) => readPolicy(one, kind, `${kind} ${index + 1}`));
  return {
    principal: readPrincipal(from['principal']),
    identityPolicies: named('identity-policy')(from['identityPolicies'] ?? []),
    ...optional(from, 'boundary', (v) => readPolicy(v, 'permissions-boundary', 'boundary')),
    ...optional(from, 'sessionPolicies', named('session-policy')),
    ...optional(from, 'serviceControlPolicies', (v) => readLevels(v, 'service-control-policy')),
    ...optional(from, 'inManagementAccount', (v) => v === true),
    ...optional(from, 'organization', readOrganization),
  };
}
