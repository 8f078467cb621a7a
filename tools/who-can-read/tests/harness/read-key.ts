import {
  type ContextInput,
  type Grant,
  type GrantConstraints,
  isKmsOperation,
  type KeyState,
  type KmsKey,
  type KmsRequest,
} from '../../index.ts';
import { list, object, oneOf, optional, record, text, textRecord, texts } from './json.ts';
import { readLevels, readOrganization, readPolicy } from './read-caller.ts';

const states: readonly KeyState[] = [
  ...(['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport'] as const),
  ...(['Unavailable', 'Creating', 'Updating', 'PendingReplicaDeletion'] as const),
];
const keyTypes = ['PRIMARY', 'REPLICA'] as const;
const keyKeys = [
  ...['arn', 'state', 'spec', 'usage', 'origin', 'multiRegion', 'tags', 'aliases'],
  ...['organization', 'resourceControlPolicies', 'multiRegionKeyType'],
];

/** Returns the key of a case (default: enabled, in account 111122223333). */
export function readKey(key: unknown, keyPolicy: unknown, grants: unknown): KmsKey {
  const from = object(key ?? {}, keyKeys, 'key');
  return {
    arn: text(from['arn'] ?? 'arn:aws:kms:us-east-1:111122223333:key/1234abcd', 'arn'),
    state: oneOf(from['state'] ?? 'Enabled', states, 'state'),
    policy: readPolicy(keyPolicy, 'key-policy', 'key policy'),
    grants: list(grants ?? [], 'grants').map(readGrant),
    ...optional(from, 'spec', text),
    ...optional(from, 'usage', text),
    ...optional(from, 'origin', text),
    ...optional(from, 'multiRegion', (value) => value === true),
    ...optional(from, 'multiRegionKeyType', (value, where) => oneOf(value, keyTypes, where)),
    ...optional(from, 'tags', textRecord),
    ...optional(from, 'aliases', texts),
    ...optional(from, 'organization', readOrganization),
    ...optional(from, 'resourceControlPolicies', (value) =>
      readLevels(value, 'resource-control-policy'),
    ),
  };
}

function readGrant(value: unknown): Grant {
  const keys = [
    ...['id', 'granteePrincipal', 'retiringPrincipal', 'operations', 'constraints'],
    'issuingAccount',
  ];
  const from = object(value, keys, 'grant');
  return {
    id: text(from['id'] ?? 'grant-1', 'id'),
    granteePrincipal: text(from['granteePrincipal'], 'granteePrincipal'),
    operations: texts(from['operations'], 'operations'),
    ...optional(from, 'retiringPrincipal', text),
    ...optional(from, 'issuingAccount', text),
    ...optional(from, 'constraints', readConstraints),
  };
}

function readConstraints(value: unknown): GrantConstraints {
  const keys = ['encryptionContextEquals', 'encryptionContextSubset', 'sourceArn'];
  const from = object(value, keys, 'constraints');
  return {
    ...optional(from, 'encryptionContextEquals', textRecord),
    ...optional(from, 'encryptionContextSubset', textRecord),
    ...optional(from, 'sourceArn', text),
  };
}

/** Returns the KMS request of a case. A text is the name of an operation without parameters. */
export function readKmsRequest(value: unknown): KmsRequest {
  const keys = [
    'operation',
    'encryptionContext',
    'viaService',
    'alias',
    'grant',
    'grantId',
    'context',
  ];
  const from = object(typeof value === 'string' ? { operation: value } : value, keys, 'request');
  const operation = text(from['operation'], 'operation');
  if (!isKmsOperation(operation)) throw new Error(`request: no operation ${operation}`);
  return {
    operation,
    ...optional(from, 'encryptionContext', textRecord),
    ...optional(from, 'viaService', text),
    ...optional(from, 'alias', text),
    ...optional(from, 'grantId', text),
    ...optional(from, 'context', readContext),
    ...optional(from, 'grant', (grant) => {
      const names = [
        'granteePrincipal',
        'retiringPrincipal',
        'granteeServicePrincipal',
        'retiringServicePrincipal',
        'operations',
        'constraints',
        'forAwsResource',
      ];
      const inner = object(grant, names, 'request.grant');
      return {
        ...optional(inner, 'granteePrincipal', text),
        ...optional(inner, 'retiringPrincipal', text),
        ...optional(inner, 'granteeServicePrincipal', text),
        ...optional(inner, 'retiringServicePrincipal', text),
        ...optional(inner, 'operations', texts),
        ...optional(inner, 'constraints', readConstraints),
        ...optional(inner, 'forAwsResource', (flag) => flag === true),
      };
    }),
  };
}

/** Returns condition values: text, a list, or null for an absent value. */
export function readContext(value: unknown): ContextInput {
  return Object.fromEntries(
    Object.entries(record(value, 'context')).map(([key, item]) => {
      if (item === null || typeof item === 'string') return [key, item];
      return [key, texts(item, `context.${key}`)];
    }),
  );
}
