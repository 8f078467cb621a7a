/** The key state that an operation needs; `key-state.ts` has the states. */
export type StateNeed = 'cryptographic' | 'enabled' | 'switch' | 'change' | 'restore' | 'look';

interface OperationRule {
  /** Whether a caller can use it with a key of another account. */
  readonly crossAccount: boolean;
  readonly needs: StateNeed;
  /** Whether its request carries an encryption context. */
  readonly takesContext: boolean;
}

const own = { crossAccount: false, takesContext: false } as const;
const cross = { crossAccount: true, takesContext: false } as const;
const data = { crossAccount: true, takesContext: true, needs: 'cryptographic' } as const;

/**
 * Every KMS permission on a key, with the properties that the decision needs.
 * https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
export const kmsOperations = {
  CancelKeyDeletion: { ...own, needs: 'restore' },
  CreateAlias: { ...own, needs: 'change' },
  CreateGrant: { ...cross, needs: 'enabled' },
  Decapsulate: { ...cross, needs: 'cryptographic' },
  Decrypt: data,
  DeleteAlias: { ...own, needs: 'look' },
  DeleteImportedKeyMaterial: { ...own, needs: 'look' },
  DeriveSharedSecret: { ...cross, needs: 'cryptographic' },
  DescribeKey: { ...cross, needs: 'look' },
  DisableKey: { ...own, needs: 'switch' },
  DisableKeyRotation: { ...own, needs: 'enabled' },
  EnableKey: { ...own, needs: 'switch' },
  EnableKeyRotation: { ...own, needs: 'enabled' },
  Encapsulate: { ...cross, needs: 'cryptographic' },
  Encrypt: data,
  GenerateDataKey: data,
  GenerateDataKeyPair: data,
  GenerateDataKeyPairWithoutPlaintext: data,
  GenerateDataKeyWithoutPlaintext: data,
  GenerateMac: { ...cross, needs: 'cryptographic' },
  GetKeyLastUsage: { ...own, needs: 'look' },
  GetKeyPolicy: { ...own, needs: 'look' },
  GetKeyRotationStatus: { ...cross, needs: 'look' },
  GetParametersForImport: { ...own, needs: 'look' },
  GetPublicKey: { ...cross, needs: 'enabled' },
  ImportKeyMaterial: { ...own, needs: 'look' },
  ListGrants: { ...cross, needs: 'look' },
  ListKeyPolicies: { ...own, needs: 'look' },
  ListKeyRotations: { ...own, needs: 'look' },
  ListResourceTags: { ...own, needs: 'look' },
  PutKeyPolicy: { ...own, needs: 'look' },
  ReEncryptFrom: data,
  ReEncryptTo: data,
  ReplicateKey: { ...own, needs: 'enabled' },
  RetireGrant: { ...cross, needs: 'look' },
  RevokeGrant: { ...cross, needs: 'look' },
  RotateKeyOnDemand: { ...own, needs: 'enabled' },
  ScheduleKeyDeletion: { ...own, needs: 'change' },
  Sign: { ...cross, needs: 'cryptographic' },
  TagResource: { ...own, needs: 'change' },
  UntagResource: { ...own, needs: 'change' },
  UpdateAlias: { ...own, needs: 'change' },
  UpdateKeyDescription: { ...own, needs: 'change' },
  UpdatePrimaryRegion: { ...own, needs: 'enabled' },
  Verify: { ...cross, needs: 'cryptographic' },
  VerifyMac: { ...cross, needs: 'cryptographic' },
} as const satisfies Record<string, OperationRule>;

/** Without the `kms:` prefix; ReEncrypt needs ReEncryptFrom and ReEncryptTo. */
export type KmsOperation = keyof typeof kmsOperations;

/** Returns whether a name is that of a KMS permission on a key, without the `kms:` prefix. */
export function isKmsOperation(name: string): name is KmsOperation {
  return Object.hasOwn(kmsOperations, name);
}
