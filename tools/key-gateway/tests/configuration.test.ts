import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  type EncryptionConfiguration,
  KmsAccessDeniedException,
  PublishStateMachineVersionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  definition,
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
  type Json,
  policy,
} from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let role: string;
let key: string;
let developer: Credentials;
let operator: Credentials;

beforeAll(async () => {
  fixture = await start();
  role = await executionRole(fixture, 'workflow');
  const write = allow('states:*', 'iam:PassRole', 'kms:DescribeKey', 'kms:GenerateDataKey');
  developer = await fixture.user('developer', [write]);
  operator = await fixture.user('operator', [allow('states:*', 'iam:PassRole')]);
  key = await fixture.key([administration, deploying, forStateMachine(role, 'written')]);
}, timeout);

const create = (name: string, encryptionConfiguration: EncryptionConfiguration, as = developer) =>
  fixture
    .sdk(as)
    .stepFunctions.send(
      new CreateStateMachineCommand({
        name,
        roleArn: role,
        definition: definition(),
        encryptionConfiguration,
      }),
    )
    .then(
      () => 'made',
      (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
    );

const under = (kmsKeyId: string, seconds?: number): EncryptionConfiguration => ({
  type: 'CUSTOMER_MANAGED_KMS_KEY',
  kmsKeyId,
  ...(seconds === undefined ? {} : { kmsDataKeyReusePeriodSeconds: seconds }),
});

describe('the encryption of a state machine', () => {
  // id: invalid-encryption-configuration
  it('rejects a reuse period outside 60 to 900 seconds, and an unusable key', async () => {
    const signing = await fixture.sdk().kms.send(
      new CreateKeyCommand({
        KeySpec: 'RSA_2048',
        KeyUsage: 'SIGN_VERIFY',
        Policy: policy([{ ...allow('kms:*'), Principal: { AWS: LOCAL.account } }]),
      }),
    );
    const missing = `${key.slice(0, -12)}000000000000`;
    expect({
      short: await create('short', under(key, 59)),
      long: await create('long', under(key, 901)),
      asymmetric: await create('asymmetric', under(signing.KeyMetadata?.Arn ?? '')),
      missing: await create('missing', under(missing)),
      keyless: await create('keyless', { type: 'CUSTOMER_MANAGED_KMS_KEY' }),
      owned: await create('owned', { type: 'AWS_OWNED_KEY', kmsKeyId: key }),
      shortest: await create('shortest', under(key, 60)),
      longest: await create('longest', under(key, 900)),
    }).toEqual({
      short: 'ValidationException',
      long: 'ValidationException',
      asymmetric: 'InvalidEncryptionConfiguration',
      missing: 'InvalidEncryptionConfiguration',
      keyless: 'InvalidEncryptionConfiguration',
      owned: 'InvalidEncryptionConfiguration',
      shortest: 'made',
      longest: 'made',
    });
  });

  // id: write-without-reading
  it('can be written by a principal that cannot read it afterwards', async () => {
    expect(await create('written', under(key))).toBe('made');
    const stateMachineArn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:stateMachine:written`;
    const { stepFunctions } = fixture.sdk(developer);
    const update = { stateMachineArn, definition: definition(1) };
    await stepFunctions.send(new UpdateStateMachineCommand(update));
    const describes = new DescribeStateMachineCommand({ stateMachineArn });
    await expect(stepFunctions.send(describes)).rejects.toBeInstanceOf(KmsAccessDeniedException);
  });

  it('needs permission on the key when it is set, and when an update keeps it', async () => {
    expect(await create('other', under(key), operator)).toBe('KmsAccessDeniedException');
    const arn = await stateMachine(fixture, 'kept', role, key);
    const update = new UpdateStateMachineCommand({
      stateMachineArn: arn,
      definition: definition(),
    });
    await expect(fixture.sdk(operator).stepFunctions.send(update)).rejects.toBeInstanceOf(
      KmsAccessDeniedException,
    );
  });

  // id: old-key-stays-with-data
  it('stays with its versions, aliases and executions when the state machine gets another key', async () => {
    const readers = async (user: string) => {
      const keys = await fixture.user(user, [allow('states:*')]);
      return { keys, may: reading(`arn:aws:iam::${LOCAL.account}:user/${user}`) };
    };
    const [first, second] = [await readers('first-reader'), await readers('second-reader')];
    const under = async (who: { may: Json }) =>
      fixture.key([administration, deploying, forStateMachine(role, 'moved'), who.may]);
    const [oldKey, newKey] = [await under(first), await under(second)];
    const arn = await stateMachine(fixture, 'moved', role, oldKey);
    const { stepFunctions } = fixture.sdk();
    const execution = await startOne(fixture, arn);
    await ended(fixture, execution);
    const { stateMachineVersionArn: version = '' } = await stepFunctions.send(
      new PublishStateMachineVersionCommand({ stateMachineArn: arn }),
    );
    const routes = [{ stateMachineVersionArn: version, weight: 100 }];
    const alias = await stepFunctions.send(
      new CreateStateMachineAliasCommand({ name: 'live', routingConfiguration: routes }),
    );
    const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: newKey } as const;
    await stepFunctions.send(
      new UpdateStateMachineCommand({
        stateMachineArn: arn,
        definition: definition(),
        encryptionConfiguration,
      }),
    );
    const reads = ({ keys }: { keys: Credentials }, stateMachineArn: string) =>
      fixture
        .sdk(keys)
        .stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }))
        .then(
          () => true,
          () => false,
        );
    const opens = ({ keys }: { keys: Credentials }) =>
      fixture
        .sdk(keys)
        .stepFunctions.send(new DescribeExecutionCommand({ executionArn: execution }))
        .then(
          () => true,
          () => false,
        );
    expect([await reads(first, arn), await reads(second, arn)]).toEqual([false, true]);
    expect([await reads(first, version), await reads(second, version)]).toEqual([true, false]);
    expect([await opens(first), await opens(second)]).toEqual([true, false]);
    // For an alias, the emulator shows the present state machine, so the test checks both keys.
    const byAlias = alias.stateMachineAliasArn ?? '';
    expect([await reads(first, byAlias), await reads(second, byAlias)]).toEqual([false, false]);
  });

  it('does not affect state machines without a key', async () => {
    const arn = await stateMachine(fixture, 'open', role);
    const { stepFunctions } = fixture.sdk(operator);
    expect(await ended(fixture, await startOne(fixture, arn, operator))).toBe('SUCCEEDED');
    const found = await stepFunctions.send(
      new DescribeStateMachineCommand({ stateMachineArn: arn }),
    );
    expect(found.definition).toContain(SECRET);
  });
});
