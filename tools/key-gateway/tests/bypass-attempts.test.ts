import {
  CreateKeyCommand,
  EncryptCommand,
  KMSClient,
  ReplicateKeyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeActivityCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  type EncryptionConfiguration,
  GetActivityTaskCommand,
  PublishStateMachineVersionCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  TestStateCommand,
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
  policy,
  ROOT,
} from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let role: string;
let key: string;

beforeAll(async () => {
  fixture = await start();
  role = await executionRole(fixture, 'workflow');
  key = await fixture.key([
    administration,
    deploying,
    ...['first', 'express', 'denied', 'read'].map((name) => ({
      ...forStateMachine(role, name),
      Sid: name,
    })),
    reading(`arn:aws:iam::${LOCAL.account}:user/reader`),
  ]);
}, timeout);

const encryptionConfiguration = (): EncryptionConfiguration => ({
  type: 'CUSTOMER_MANAGED_KMS_KEY',
  kmsKeyId: key,
});

const states = (as?: Credentials) => fixture.sdk(as).stepFunctions;

describe('a definition under the key', () => {
  // id: definition-of-old-execution
  it('is not returned for an execution from before the key', async () => {
    const stateMachineArn = await stateMachine(fixture, 'first', role, undefined, { text: PLAIN });
    const { executionArn } = await states().send(new StartExecutionCommand({ stateMachineArn }));
    await ended(fixture, executionArn ?? '');
    const ask = new DescribeStateMachineForExecutionCommand({ executionArn });
    expect((await states().send(ask)).definition).toBe(PLAIN);
    await states().send(
      new UpdateStateMachineCommand({
        ...{ stateMachineArn, definition: definition() },
        encryptionConfiguration: encryptionConfiguration(),
      }),
    );
    await expect(states().send(ask)).rejects.toMatchObject({ name: 'KmsAccessDeniedException' });
  });

  // id: definition-of-version
  it('is not returned for a version, if policies deny the state machine', async () => {
    const stateMachineArn = await stateMachine(fixture, 'denied', role, key);
    const { stateMachineVersionArn: version } = await states().send(
      new PublishStateMachineVersionCommand({ stateMachineArn }),
    );
    const no = { ...allow('states:Describe*', 'states:Start*'), Resource: stateMachineArn };
    const reader = await fixture.user('reader', [
      allow('states:*', 'kms:Decrypt'),
      { ...no, Effect: 'Deny' },
    ]);
    for (const named of [stateMachineArn, version]) {
      const described = new DescribeStateMachineCommand({ stateMachineArn: named });
      await expect(states(reader).send(described)).rejects.toMatchObject(DENIED);
      const started = new StartExecutionCommand({ stateMachineArn: named });
      await expect(states(reader).send(started)).rejects.toMatchObject(DENIED);
    }
  });
});

const PLAIN = '{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","End":true}}}';
const DENIED = { name: 'AccessDeniedException' };

describe('an Express execution', () => {
  // id: express-not-described
  it('cannot be described, whatever key its state machine gets later', async () => {
    const { stateMachineArn } = await states().send(
      new CreateStateMachineCommand({
        ...{ name: 'express', type: 'EXPRESS', roleArn: role, definition: definition() },
        encryptionConfiguration: encryptionConfiguration(),
      }),
    );
    const input = JSON.stringify({ secret: SECRET });
    const { executionArn } = await states().send(
      new StartSyncExecutionCommand({ stateMachineArn, input, includedData: 'METADATA_ONLY' }),
    );
    await states().send(
      new UpdateStateMachineCommand({
        ...{ stateMachineArn, definition: definition() },
        encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
      }),
    );
    const describes = new DescribeExecutionCommand({ executionArn });
    await expect(states().send(describes)).rejects.toMatchObject({
      name: 'InvalidArn',
      message: expect.stringContaining('express'),
    });
  });
});

describe('TestState', () => {
  const tested = (resource: string, parameters: object) =>
    states().send(
      new TestStateCommand({
        roleArn: role,
        input: '{}',
        definition: JSON.stringify({
          ...{ Type: 'Task', Resource: resource, Parameters: parameters, End: true },
        }),
      }),
    );

  // id: test-state
  it('cannot read executions or decrypt with a role', async () => {
    const execution = await startOne(fixture, await stateMachine(fixture, 'read', role, key));
    await expect(
      tested('arn:aws:states:::aws-sdk:sfn:describeExecution', { ExecutionArn: execution }),
    ).rejects.toMatchObject(DENIED);
    const Plaintext = new TextEncoder().encode('plain words');
    const open = await fixture.key([
      administration,
      { ...allow('kms:Encrypt'), Principal: { AWS: `arn:aws:iam::${LOCAL.account}:root` } },
    ]);
    const { CiphertextBlob } = await fixture
      .sdk()
      .kms.send(new EncryptCommand({ KeyId: open, Plaintext }));
    const blob = Buffer.from(CiphertextBlob ?? []).toString('base64');
    await expect(
      tested('arn:aws:states:::aws-sdk:kms:decrypt', { CiphertextBlob: blob }),
    ).rejects.toMatchObject(DENIED);
    await ended(fixture, execution);
  });

  it('finds the call in nested states', async () => {
    const call = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', End: true };
    const map = {
      ...{ Type: 'Map', End: true },
      ItemProcessor: { StartAt: 'Call', States: { Call: call } },
    };
    const tests = new TestStateCommand({ definition: JSON.stringify(map), input: '[1]' });
    await expect(states().send(tests)).rejects.toMatchObject(DENIED);
  });

  it('still runs a state that does not call a service', async () => {
    const passes = { Type: 'Pass', Result: { done: true }, End: true };
    const tests = new TestStateCommand({ definition: JSON.stringify(passes), input: '{}' });
    expect(await states().send(tests)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('an activity in another partition', () => {
  it('does not lose its tasks or its key', async () => {
    const region = 'cn-north-1';
    const settings = { endpoint: fixture.gateway.url, region, credentials: ROOT, maxAttempts: 1 };
    const there = new SFNClient(settings);
    const kms = new KMSClient(settings);
    const Policy = policy([
      {
        ...allow('kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:GenerateDataKey'),
        Principal: { AWS: LOCAL.account },
      },
    ]);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
    const { activityArn } = await there.send(
      new CreateActivityCommand({
        name: 'approve',
        encryptionConfiguration: {
          type: 'CUSTOMER_MANAGED_KMS_KEY',
          kmsKeyId: KeyMetadata?.Arn,
        },
      }),
    );
    const described = await there.send(new DescribeActivityCommand({ activityArn }));
    expect(described.encryptionConfiguration?.kmsKeyId).toBe(KeyMetadata?.Arn);
    const polls = new GetActivityTaskCommand({ activityArn });
    await expect(there.send(polls)).rejects.toMatchObject({ name: 'KmsAccessDeniedException' });
  });
});

describe('a role', () => {
  // id: pass-role
  it('can be given to a state machine only with permission to pass it', async () => {
    const builder = await fixture.user('builder', [allow('states:*')]);
    const creates = stateMachine(fixture, 'built', role, undefined, { as: builder });
    await expect(creates).rejects.toMatchObject({
      ...DENIED,
      message: expect.stringContaining(`iam:PassRole on resource: ${role}`),
    });
  });
});

describe('a replica of a key', () => {
  // id: replica-needs-create-key
  it('can be created only with permission to create keys in its Region', async () => {
    const copier = await fixture.user('copier', []);
    const Principal = { AWS: `arn:aws:iam::${LOCAL.account}:user/copier` };
    const Policy = policy([administration, { ...allow('kms:ReplicateKey'), Principal }]);
    const { KeyMetadata } = await fixture
      .sdk()
      .kms.send(new CreateKeyCommand({ MultiRegion: true, Policy }));
    const copies = new ReplicateKeyCommand({
      ...{ KeyId: KeyMetadata?.Arn, ReplicaRegion: 'eu-west-1' },
      Policy: policy([{ ...allow('kms:*'), Principal }]),
    });
    await expect(fixture.sdk(copier).kms.send(copies)).rejects.toMatchObject({
      ...DENIED,
      message: expect.stringContaining('kms:CreateKey'),
    });
  });
});
