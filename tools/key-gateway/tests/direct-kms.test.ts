import { readFileSync } from 'node:fs';
import {
  CreateGrantCommand,
  DisableKeyCommand,
  EncryptCommand,
  type KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
  policy,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { type Context, calls, PLAINTEXT } from './kms-calls.ts';

type Case = {
  title: string;
  call: string;
  as: string;
  on: string;
  context?: Context;
  gives: string;
};

/** Direct calls to KMS with their expected results. To add a case, you need no code. */
const cases: Case[] = JSON.parse(
  readFileSync(new URL('cases/direct-kms.json', import.meta.url), 'utf8'),
);

const OTHER = '222222222222';
const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
const people: Record<string, Credentials> = {
  root: ROOT,
  'unknown key': { accessKeyId: 'AKIANOBODYKNOWSTHISK', secretAccessKey: 'none' },
};
const keys: Record<string, string> = {};

/** Clients of the emulator itself, which allows everything to the root user of an account. */
const asEmulator = (key: string): KMSClient =>
  sdkFor(fixture.emulator.url, rootOf(key.split(':')[4] ?? '')).kms;

const account = (...actions: string[]): Json => ({
  ...allow(...actions),
  Principal: { AWS: `arn:aws:iam::${LOCAL.account}:root` },
});
const administers = account(
  'kms:Describe*',
  'kms:Get*',
  'kms:List*',
  'kms:Put*',
  'kms:Disable*',
  'kms:Schedule*',
  'kms:CreateGrant',
);

beforeAll(async () => {
  fixture = await start();
  const everything = [allow('kms:*')];
  people['user'] = await fixture.user('user', everything);
  people['stranger'] = await fixture.user('stranger', [allow('s3:*')]);
  people['grantee'] = await fixture.user('grantee', []);
  people['foreigner'] = await fixture.user('foreigner', everything, OTHER);
  people['foreign stranger'] = await fixture.user('foreign-stranger', [allow('s3:*')], OTHER);
  const reader = await fixture.role('reader', { AWS: LOCAL.account }, []);
  people['reader'] = await fixture.session(reader);
  people['narrowed reader'] = await fixture.session(reader, {
    Policy: policy([allow('kms:Decrypt')]),
  });
  const inContext = { StringEquals: { 'kms:EncryptionContext:team': 'blue' } };
  keys['bound'] = await fixture.key([
    administers,
    { ...allow('kms:Encrypt', 'kms:Decrypt'), Principal: { AWS: reader }, Condition: inContext },
  ]);
  keys['viaService'] = await fixture.key([
    administers,
    {
      ...allow('kms:Decrypt'),
      Principal: '*',
      Condition: { StringEquals: { 'kms:ViaService': `states.${LOCAL.region}.amazonaws.com` } },
    },
  ]);
  const ofAccount = { StringEquals: { 'kms:CallerAccount': LOCAL.account } };
  const forAccount: Json = { ...allow('kms:*'), Principal: { AWS: '*' }, Condition: ofAccount };
  for (const name of ['account', 'disabled', 'deleted']) {
    keys[name] = await fixture.key([administers, account('kms:*'), forAccount]);
  }
  keys['shared'] = await fixture.key([
    administers,
    {
      ...allow('kms:Decrypt', 'kms:GenerateDataKey'),
      Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
    },
  ]);
  keys['missing'] = `${keys['bound']?.slice(0, -12)}000000000000`;
  const { kms } = fixture.sdk();
  await kms.send(new DisableKeyCommand({ KeyId: keys['disabled'] }));
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: keys['deleted'] }));
  await kms.send(
    new CreateGrantCommand({
      KeyId: keys['bound'],
      GranteePrincipal: `arn:aws:iam::${LOCAL.account}:user/grantee`,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { team: 'green' } },
    }),
  );
}, timeout);

const ciphertextUnder = async (key: string, EncryptionContext: Context): Promise<Uint8Array> => {
  const command = new EncryptCommand({ KeyId: key, Plaintext: PLAINTEXT, EncryptionContext });
  return (await asEmulator(key).send(command)).CiphertextBlob ?? new Uint8Array();
};

const needsCiphertext = (call: string) => call === 'Decrypt' || call === 'ReEncrypt';

describe('a direct call to KMS', () => {
  // id: direct-kms-calls
  it.each(cases)(
    '$call by $as: $title, gives $gives',
    async ({ call, as, on, context = {}, gives }) => {
      const key = keys[on] ?? '';
      const ciphertext = needsCiphertext(call)
        ? await ciphertextUnder(key, context)
        : new Uint8Array();
      const behind = asEmulator(key);
      const subject = { key, ciphertext, context, behind };
      const work = calls[call]?.(fixture.sdk(people[as]).kms, subject);
      const outcome = await work?.then(
        () => 'done',
        (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
      );
      expect(outcome).toBe(gives);
    },
  );

  it('that is denied names principal and action, in AWS’s words', async () => {
    const key = keys['bound'] ?? '';
    const subject = {
      key,
      behind: asEmulator(key),
      ciphertext: new Uint8Array(),
      context: { team: 'red' },
    };
    await expect(calls['Encrypt']?.(fixture.sdk(people['reader']).kms, subject)).rejects.toThrow(
      `User: arn:aws:sts::${LOCAL.account}:assumed-role/reader/tester is not authorized to perform: ` +
        `kms:Encrypt on resource: ${keys['bound']} because no resource-based policy allows the kms:Encrypt action`,
    );
  });
});
