import { DeleteUserPolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { DecryptCommand, EncryptCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import {
  AssumeRoleCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  reading,
  SECRET,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  policy,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { MAX_AGE_MS } from '../emulator-state/state-cache.ts';
import { startGateway } from '../gateway.ts';

const { start, timeout } = gatewayFixtureForTests();
const OTHER = '222222222222';
let fixture: GatewayFixture;
let execution: string;
let key: string;
let auditorRole: string;
let operator: Credentials;
let readerKeys: Credentials;
let statements: Record<string, unknown>[];

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  auditorRole = await fixture.role('auditor', { AWS: [LOCAL.account, OTHER] }, [allow('states:*')]);
  operator = await fixture.user('operator', [allow('states:*')]);
  const users = { ...reading(`arn:aws:iam::${LOCAL.account}:user/reader`), Sid: 'Reader' };
  statements = [
    administration,
    deploying,
    forStateMachine(role, 'first'),
    reading(auditorRole),
    users,
  ];
  readerKeys = await fixture.user('reader', [allow('states:*', 'sts:GetFederationToken')]);
  key = await fixture.key(statements);
  execution = await startOne(fixture, await stateMachine(fixture, 'first', role, key));
  await ended(fixture, execution);
}, timeout);

/** `data`, or the name of the error. */
const reads = (as: Credentials, url = fixture.gateway.url): Promise<string> =>
  sdkFor(url, as)
    .stepFunctions.send(new DescribeExecutionCommand({ executionArn: execution }))
    .then(
      ({ input }) => (input?.includes(SECRET) ? 'data' : 'no data'),
      (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
    );

const made = (
  found: {
    AccessKeyId?: string | undefined;
    SecretAccessKey?: string | undefined;
    SessionToken?: string | undefined;
  } = {},
): Credentials => ({
  accessKeyId: found.AccessKeyId ?? '',
  secretAccessKey: found.SecretAccessKey ?? '',
  sessionToken: found.SessionToken ?? '',
});

describe('the caller', () => {
  it('is a user that the key policy names', async () => {
    expect(await reads(readerKeys)).toBe('data');
    expect(await reads(operator)).toBe('KmsAccessDeniedException');
  });

  // id: role-session-is-known
  it('is a session of a role, assumed from another account as well', async () => {
    const foreigner = await fixture.user('foreigner', [allow('sts:AssumeRole')], OTHER);
    expect(await reads(await fixture.session(auditorRole, {}, foreigner))).toBe('data');
  });

  // id: session-policies-limit
  it('is limited by the policies of its session', async () => {
    const narrow = await fixture.session(auditorRole, { Policy: policy([allow('states:*')]) });
    // The key policy names the role and not the session, so the session's policy limits it.
    expect(await reads(narrow)).toBe('KmsAccessDeniedException');
    const wide = await fixture.session(auditorRole, {
      Policy: policy([allow('states:*', 'kms:Decrypt')]),
    });
    expect(await reads(wide)).toBe('data');
  });

  it('stays the user in a session of GetSessionToken', async () => {
    const { Credentials: found } = await fixture
      .sdk(readerKeys)
      .sts.send(new GetSessionTokenCommand({}));
    expect(await reads(made(found))).toBe('data');
  });

  it('has fewer permissions than the user in a session of GetFederationToken', async () => {
    const ask = { Name: 'guest', Policy: policy([allow('states:*')]) };
    const { Credentials: found } = await fixture
      .sdk(readerKeys)
      .sts.send(new GetFederationTokenCommand(ask));
    expect(await reads(made(found))).toBe('KmsAccessDeniedException');
  });

  it('does not have the permissions of the user in such a session without a policy', async () => {
    const open = { Effect: 'Allow', Principal: '*', Action: 'kms:Encrypt', Resource: '*' };
    const named = { ...open, Principal: { AWS: `arn:aws:iam::${LOCAL.account}:user/reader` } };
    const KeyId = await fixture.key([administration, open, { ...named, Action: 'kms:Decrypt' }]);
    const { CiphertextBlob } = await fixture
      .sdk()
      .kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from(SECRET) }));
    const { Credentials: found } = await fixture
      .sdk(readerKeys)
      .sts.send(new GetFederationTokenCommand({ Name: 'guest' }));
    const decrypts = (as: Credentials) =>
      fixture.sdk(as).kms.send(new DecryptCommand({ CiphertextBlob }));

    await expect(decrypts(readerKeys)).resolves.toHaveProperty('Plaintext');
    await expect(decrypts(made(found))).rejects.toThrow('no session policy allows');
  });

  // id: unknown-session
  it('is unknown in a session that the gateway did not see', async () => {
    const behind = sdkFor(fixture.emulator.url, ROOT);
    const unseen = await sessionBy(behind);
    expect(await reads(unseen)).toBe('KmsAccessDeniedException');
  });

  // id: session-survives-restart
  it('is remembered when the gateway restarts', async () => {
    const session = await fixture.session(auditorRole, { RoleSessionName: 'kept' });
    const again = await startGateway({ upstream: fixture.emulator.url, folder: fixture.folder });
    try {
      expect(await reads(session, again.url)).toBe('data');
    } finally {
      await again.stop();
    }
  });

  it('is only the root user of the emulator’s default account with the key “test”', async () => {
    const test = { accessKeyId: 'test', secretAccessKey: 'test' };
    expect(await reads(test)).toBe('ExecutionDoesNotExist');
  });

  // id: wrong-signature
  it('must have a valid signature: the emulator rejects a wrong secret key', async () => {
    const forged = { ...readerKeys, secretAccessKey: 'wrong' };
    expect(await reads(forged)).toBe('InvalidSignatureException');
  });
});

async function sessionBy(sdk: ReturnType<typeof sdkFor>): Promise<Credentials> {
  const command = new AssumeRoleCommand({ RoleArn: auditorRole, RoleSessionName: 'unseen' });
  return made((await sdk.sts.send(command)).Credentials);
}

describe('a change of policy takes effect at once', () => {
  // id: policy-change-counts-at-once
  it('to the key policy', async () => {
    const put = (all: typeof statements) =>
      fixture.sdk().kms.send(new PutKeyPolicyCommand({ KeyId: key, Policy: policy(all) }));
    expect(await reads(readerKeys)).toBe('data');
    await put(statements.slice(0, -1));
    expect(await reads(readerKeys)).toBe('KmsAccessDeniedException');
    await put(statements);
    expect(await reads(readerKeys)).toBe('data');
  });

  it('to the policies of the caller', async () => {
    const deny = { ...allow('kms:Decrypt'), Effect: 'Deny' };
    const named = { UserName: 'reader', PolicyName: 'no' };
    await fixture
      .sdk()
      .iam.send(new PutUserPolicyCommand({ ...named, PolicyDocument: policy([deny]) }));
    expect(await reads(readerKeys)).toBe('KmsAccessDeniedException');
    await fixture.sdk().iam.send(new DeleteUserPolicyCommand(named));
    expect(await reads(readerKeys)).toBe('data');
  });

  // id: outside-change-after-a-second
  it('made directly in the emulator, after a second', async () => {
    const behind = sdkFor(fixture.emulator.url, ROOT);
    const put = (all: typeof statements) =>
      behind.kms.send(new PutKeyPolicyCommand({ KeyId: key, Policy: policy(all) }));
    expect(await reads(readerKeys)).toBe('data');
    await put(statements.slice(0, -1));
    fixture.skip(MAX_AGE_MS);
    expect(await reads(readerKeys)).toBe('KmsAccessDeniedException');
    await put(statements);
  });
});
