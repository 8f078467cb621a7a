import { CreatePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  DecryptCommand,
  EncryptCommand,
  ReEncryptCommand,
  UpdateAliasCommand,
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
} from 'test-fixtures/gateway-fixture';
import { sdkFor } from 'test-fixtures/sdk-clients';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let role: string;
let user: Credentials;
const Plaintext = new TextEncoder().encode('plain words');
const account = { AWS: `arn:aws:iam::${LOCAL.account}:root` };
const administers: Json = { ...allow('kms:PutKeyPolicy', 'kms:DescribeKey'), Principal: account };

beforeAll(async () => {
  fixture = await start();
  role = await fixture.role('reader', account, [allow('kms:*')]);
  const Statement = {
    Effect: 'Allow',
    Principal: account,
    Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
  };
  await fixture.sdk().iam.send(
    new UpdateAssumeRolePolicyCommand({
      RoleName: 'reader',
      PolicyDocument: policy([Statement]),
    }),
  );
  user = await fixture.user('user', [allow('kms:*')]);
}, timeout);

/** Returns the result of a Decrypt with a key that allows the account to decrypt under a condition. */
async function decrypts(as: Credentials, Condition: object): Promise<string> {
  const key = await fixture.key([
    administers,
    { ...allow('kms:Decrypt'), Principal: account, Condition },
  ]);
  return outcome(fixture.sdk(as).kms.send(new DecryptCommand(await under(key))));
}

/** Created behind the gateway, where the root user can do everything. */
async function under(KeyId: string, EncryptionContext = {}) {
  const { kms } = sdkFor(fixture.emulator.url, rootOf(LOCAL.account));
  const made = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  return { CiphertextBlob: made.CiphertextBlob, EncryptionContext };
}

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
  );
const DENIED = 'AccessDeniedException';

describe('a condition is compared with', () => {
  // id: session-tags-in-conditions
  it('the tags of a session', async () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } };
    const tagged = (Value: string) => fixture.session(role, { Tags: [{ Key: 'team', Value }] });
    expect(await decrypts(await tagged('blue'), Condition)).toBe('done');
    expect(await decrypts(await tagged('red'), Condition)).toBe(DENIED);
    expect(await decrypts(await fixture.session(role), Condition)).toBe(DENIED);
  });

  // id: source-ip-in-conditions
  it('the address that a request comes from', async () => {
    const from = (range: string) => ({ IpAddress: { 'aws:SourceIp': range } });
    expect(await decrypts(user, from('127.0.0.0/8'))).toBe('done');
    expect(await decrypts(user, from('10.0.0.0/8'))).toBe(DENIED);
  });

  it('the time of the request', async () => {
    const than = (operator: string) => ({
      [operator]: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    });
    expect(await decrypts(user, than('DateGreaterThan'))).toBe('done');
    expect(await decrypts(user, than('DateLessThan'))).toBe(DENIED);
  });

  it('the start time of a session, which a user does not have', async () => {
    const Condition = { DateGreaterThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } };
    expect(await decrypts(await fixture.session(role), Condition)).toBe('done');
    expect(await decrypts(user, Condition)).toBe(DENIED);
  });
});

describe('a condition on a key of sessions', () => {
  type Key = { readonly matches: object; readonly fails: object };
  // id: session-keys-in-conditions
  it.each<[string, Key]>([
    [
      'aws:SourceIdentity',
      {
        matches: { StringEquals: { 'aws:SourceIdentity': 'ada' } },
        fails: { StringEquals: { 'aws:SourceIdentity': 'bob' } },
      },
    ],
    [
      'aws:FederatedProvider',
      {
        matches: { Null: { 'aws:FederatedProvider': 'true' } },
        fails: { StringLike: { 'aws:FederatedProvider': '*' } },
      },
    ],
    [
      'aws:userid',
      {
        matches: { StringLike: { 'aws:userid': '*:tester' } },
        fails: { StringLike: { 'aws:userid': '*:other' } },
      },
    ],
    [
      'aws:MultiFactorAuthPresent',
      {
        matches: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
        fails: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
    [
      'aws:PrincipalType',
      {
        matches: { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } },
        fails: { StringEquals: { 'aws:PrincipalType': 'User' } },
      },
    ],
  ])('%s is compared with the session', async (_, { matches, fails }) => {
    const as = await fixture.session(role, { SourceIdentity: 'ada' }, await namer());
    expect(await decrypts(as, matches)).toBe('done');
    expect(await decrypts(as, fails)).toBe(DENIED);
  });

  it('aws:SourceIdentity matches nothing when the session has none', async () => {
    const as = await fixture.session(role);
    for (const operator of ['StringEquals', 'StringNotEquals']) {
      const Condition = { [operator]: { 'aws:SourceIdentity': 'ada' } };
      expect(await decrypts(as, Condition)).toBe(DENIED);
    }
  });

  let maker: Promise<Credentials> | undefined;
  const namer = (): Promise<Credentials> => {
    maker ??= fixture.user('namer', [allow('sts:AssumeRole', 'sts:SetSourceIdentity')]);
    return maker;
  };
});

describe('a session', () => {
  it('is limited by its managed policies', async () => {
    const PolicyDocument = policy([allow('states:*')]);
    const { Policy } = await fixture
      .sdk()
      .iam.send(new CreatePolicyCommand({ PolicyName: 'only-states', PolicyDocument }));
    const narrow = await fixture.session(role, { PolicyArns: [{ arn: Policy?.Arn }] });
    expect(await decrypts(narrow, {})).toBe(DENIED);
    expect(await decrypts(await fixture.session(role), {})).toBe('done');
  });
});

describe('ReEncrypt', () => {
  const lets = (action: string, team: string): Json => ({
    ...allow(action),
    Principal: account,
    Condition: { StringEquals: { 'kms:EncryptionContext:team': team } },
  });
  const moves = async (from: Json[], to: Json[]) => {
    const [source, destination] = [
      await fixture.key([administers, ...from]),
      await fixture.key([administers, ...to]),
    ];
    const { CiphertextBlob, EncryptionContext } = await under(source, { team: 'red' });
    return outcome(
      fixture.sdk(user).kms.send(
        new ReEncryptCommand({
          ...{ CiphertextBlob, SourceEncryptionContext: EncryptionContext },
          ...{ DestinationKeyId: destination, DestinationEncryptionContext: { team: 'blue' } },
        }),
      ),
    );
  };

  it('needs permission on both keys, each with its own encryption context', async () => {
    const from = lets('kms:ReEncryptFrom', 'red');
    const to = lets('kms:ReEncryptTo', 'blue');
    expect(await moves([from], [to])).toBe('done');
    expect(await moves([from], [])).toBe(DENIED);
    expect(await moves([], [to])).toBe(DENIED);
    expect(await moves([from], [lets('kms:ReEncryptTo', 'red')])).toBe(DENIED);
    expect(await moves([lets('kms:ReEncryptFrom', 'blue')], [to])).toBe(DENIED);
  });
});

describe('an alias', () => {
  it('can be moved only with permission on its current key and on the new key', async () => {
    const open = { ...allow('kms:CreateAlias', 'kms:UpdateAlias'), Principal: account };
    const [one, other] = [
      await fixture.key([administers, open]),
      await fixture.key([administers, open]),
    ];
    const closed = await fixture.key([
      administers,
      { ...allow('kms:CreateAlias'), Principal: account },
    ]);
    const { kms } = fixture.sdk(user);
    const AliasName = 'alias/led';
    const move = (TargetKeyId: string) =>
      outcome(kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId })));
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one }));
    expect(await move(other)).toBe('done');
    expect(await move(closed)).toBe(DENIED);
    expect(await move(closed.replace(/.{12}$/, '000000000000'))).toBe('NotFoundException');
    const stays = 'alias/stays';
    await kms.send(new CreateAliasCommand({ AliasName: stays, TargetKeyId: closed }));
    const leaves = new UpdateAliasCommand({ AliasName: stays, TargetKeyId: other });
    expect(await outcome(kms.send(leaves))).toBe(DENIED);
  });
});
