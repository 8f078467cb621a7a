import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  KMSClient,
  ReEncryptCommand,
} from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
  policy,
  ROOT,
} from 'test-fixtures/gateway-fixture';

const OTHER = '222222222222';
const ELSEWHERE = 'eu-west-1';
const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let ciphertext: Uint8Array | undefined;
/** Names of keys with which a principal that can use them tries to decrypt a ciphertext under another key. */
const names: Record<string, string> = {};

const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
const everything = (account: string): Json => ({ ...allow('kms:*'), Principal: root(account) });

beforeAll(async () => {
  fixture = await start();
  const closed = await fixture.key([
    { ...allow('kms:Encrypt', 'kms:PutKeyPolicy'), Principal: root(LOCAL.account) },
  ]);
  const { kms } = fixture.sdk();
  const Plaintext = new TextEncoder().encode('plain words');
  ciphertext = (await kms.send(new EncryptCommand({ KeyId: closed, Plaintext }))).CiphertextBlob;

  const own = await fixture.key([everything(LOCAL.account)]);
  const foreign = await fixture.key([everything(OTHER), everything(LOCAL.account)], OTHER);
  const there = new KMSClient({
    endpoint: fixture.gateway.url,
    region: ELSEWHERE,
    credentials: ROOT,
  });
  const Policy = policy([everything(LOCAL.account)]);
  const TargetKeyId = (await there.send(new CreateKeyCommand({ Policy }))).KeyMetadata?.Arn ?? '';
  await there.send(new CreateAliasCommand({ AliasName: 'alias/mine', TargetKeyId }));
  Object.assign(names, {
    'of the same account and Region': own,
    'in another partition': own.replace('arn:aws:', 'arn:aws-cn:'),
    'by a text that is not an ARN': own.replace(':key/', ':KEY/'),
    'of another Region': TargetKeyId,
    'by an alias of another Region': `arn:aws:kms:${ELSEWHERE}:${LOCAL.account}:alias/mine`,
    'of another account': foreign,
  });
}, timeout);

const DENIAL = /^(AccessDenied|IncorrectKey|NotFound)Exception$/;
const ways = [
  'of the same account and Region',
  'in another partition',
  'by a text that is not an ARN',
  'of another Region',
  'by an alias of another Region',
  'of another account',
];

describe('a ciphertext under a key that allows no decryption', () => {
  // id: decrypt-with-other-key
  it.each(ways)('is not decrypted with a key %s', async (way) => {
    const { kms } = fixture.sdk();
    const KeyId = names[way] ?? '';
    const decrypt = new DecryptCommand({ KeyId, CiphertextBlob: ciphertext });
    await expect(kms.send(decrypt)).rejects.toMatchObject({ name: expect.stringMatching(DENIAL) });
    const moved = { CiphertextBlob: ciphertext, SourceKeyId: KeyId, DestinationKeyId: KeyId };
    await expect(kms.send(new ReEncryptCommand(moved))).rejects.toMatchObject({
      name: expect.stringMatching(DENIAL),
    });
  });

  it('returns the KMS error to a caller that can use the named key', async () => {
    const KeyId = names['of the same account and Region'];
    const decrypt = new DecryptCommand({ KeyId, CiphertextBlob: ciphertext });
    await expect(fixture.sdk().kms.send(decrypt)).rejects.toMatchObject({
      name: 'IncorrectKeyException',
    });
  });
});

describe('a key of another account', () => {
  it('still decrypts its own ciphertexts', async () => {
    const KeyId = names['of another account'] ?? '';
    const Plaintext = new TextEncoder().encode('shared words');
    const { CiphertextBlob } = await fixture
      .sdk(rootOf(OTHER))
      .kms.send(new EncryptCommand({ KeyId, Plaintext }));
    const decrypted = await fixture.sdk().kms.send(new DecryptCommand({ KeyId, CiphertextBlob }));
    expect(decrypted.Plaintext).toEqual(Plaintext);
  });
});
