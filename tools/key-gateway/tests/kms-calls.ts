import {
  CreateAliasCommand,
  CreateGrantCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetKeyPolicyCommand,
  type KMSClient,
  PutKeyPolicyCommand,
  ReEncryptCommand,
} from '@aws-sdk/client-kms';
import { expect } from '@jest/globals';
import { LOCAL } from 'local-aws/aws/environment';
import { allow, policy } from 'test-fixtures/gateway-fixture';

export type Context = Record<string, string>;

/** The targets of calls. */
export type Subject = {
  key: string;
  ciphertext: Uint8Array;
  context: Context;
  /** Clients of the emulator itself, which allows everything to the root user of an account. */
  behind: KMSClient;
};

export const PLAINTEXT = new TextEncoder().encode('plain words');

/** A call of each operation in the cases. */
export const calls: Record<string, (kms: KMSClient, subject: Subject) => Promise<object>> = {
  Encrypt: (kms, { key, context }) =>
    kms.send(new EncryptCommand({ KeyId: key, Plaintext: PLAINTEXT, EncryptionContext: context })),
  Decrypt: async (kms, { ciphertext, context }) => {
    const command = new DecryptCommand({ CiphertextBlob: ciphertext, EncryptionContext: context });
    const { Plaintext } = await kms.send(command);
    expect(Plaintext).toEqual(PLAINTEXT);
    return {};
  },
  ReEncrypt: async (kms, { key, ciphertext, context, behind }) => {
    const { CiphertextBlob } = await kms.send(
      new ReEncryptCommand({
        CiphertextBlob: ciphertext,
        SourceEncryptionContext: context,
        DestinationKeyId: key,
        DestinationEncryptionContext: { moved: 'yes' },
      }),
    );
    const moved = await behind.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: { moved: 'yes' } }),
    );
    expect(moved.Plaintext).toEqual(PLAINTEXT);
    return {};
  },
  GenerateDataKey: (kms, { key, context }) =>
    kms.send(
      new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256', EncryptionContext: context }),
    ),
  GenerateDataKeyWithoutPlaintext: (kms, { key, context }) =>
    kms.send(
      new GenerateDataKeyWithoutPlaintextCommand({
        KeyId: key,
        KeySpec: 'AES_256',
        EncryptionContext: context,
      }),
    ),
  DescribeKey: (kms, { key }) => kms.send(new DescribeKeyCommand({ KeyId: key })),
  GetKeyPolicy: (kms, { key }) =>
    kms.send(new GetKeyPolicyCommand({ KeyId: key, PolicyName: 'default' })),
  PutKeyPolicy: (kms, { key }) =>
    kms.send(
      new PutKeyPolicyCommand({
        KeyId: key,
        Policy: policy([{ ...allow('kms:*'), Principal: { AWS: LOCAL.account } }]),
      }),
    ),
  DisableKey: (kms, { key }) => kms.send(new DisableKeyCommand({ KeyId: key })),
  CreateGrant: (kms, { key }) =>
    kms.send(
      new CreateGrantCommand({
        KeyId: key,
        GranteePrincipal: `arn:aws:iam::${LOCAL.account}:user/reader`,
        Operations: ['Decrypt'],
      }),
    ),
  CreateAlias: (kms, { key }) =>
    kms.send(new CreateAliasCommand({ TargetKeyId: key, AliasName: 'alias/made' })),
};
