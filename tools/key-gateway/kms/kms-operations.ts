import { isKmsOperation, type KmsOperation } from 'who-can-read';

/** How the gateway deals with an operation of KMS. */
export type Dealing =
  /** On one key that the request names, and nothing changes by it. */
  | 'use'
  /** On one key, and something changes. */
  | 'change'
  | 'alias'
  | 'retire-grant'
  | 'reencrypt'
  | 'replicate'
  /** No key policy has a say. */
  | 'pass'
  | 'pass-change';

const use: readonly KmsOperation[] = [
  'Decrypt',
  'DeriveSharedSecret',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateMac',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'GetParametersForImport',
  'GetPublicKey',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListResourceTags',
  'Sign',
  'Verify',
  'VerifyMac',
];

/** Operations that are not on one key, or not in the plain way. */
const special: Readonly<Record<string, Dealing>> = {
  CreateAlias: 'alias',
  DeleteAlias: 'alias',
  UpdateAlias: 'alias',
  RetireGrant: 'retire-grant',
  ReEncrypt: 'reencrypt',
  ReplicateKey: 'replicate',
  CreateKey: 'pass-change',
  ConnectCustomKeyStore: 'pass',
  CreateCustomKeyStore: 'pass',
  DeleteCustomKeyStore: 'pass',
  DescribeCustomKeyStores: 'pass',
  DisconnectCustomKeyStore: 'pass',
  GenerateRandom: 'pass',
  ListAliases: 'pass',
  ListKeys: 'pass',
  ListRetirableGrants: 'pass',
  UpdateCustomKeyStore: 'pass',
};

/** Permissions that are no operations of their own. */
const permissionsOnly: readonly string[] = ['ReEncryptFrom', 'ReEncryptTo'];

/**
 * How to deal with an operation; undefined for one that KMS does not have.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
 */
export function dealingOf(operation: string): Dealing | undefined {
  if (Object.hasOwn(special, operation)) return special[operation];
  if (!isKmsOperation(operation) || permissionsOnly.includes(operation)) return undefined;
  return use.includes(operation) ? 'use' : 'change';
}
