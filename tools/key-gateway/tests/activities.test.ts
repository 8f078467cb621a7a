import { DisableKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateActivityCommand,
  DeleteActivityCommand,
  DescribeActivityCommand,
  GetActivityTaskCommand,
  KmsAccessDeniedException,
  KmsInvalidStateException,
  SendTaskSuccessCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  SECRET,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
const activityArn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:activity:desk`;
let fixture: GatewayFixture;
let worker: Credentials;
let idler: Credentials;
let stateMachineKey: string;
let stateMachineArn: string;

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  worker = await fixture.user('worker', [allow('states:*')]);
  idler = await fixture.user('idler', [allow('states:*')]);
  const key = await fixture.key([
    administration,
    {
      ...allow('kms:Decrypt'),
      Principal: { AWS: `arn:aws:iam::${LOCAL.account}:user/worker` },
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:states:activityArn': activityArn } },
    },
  ]);
  stateMachineKey = await fixture.key([administration, deploying, forStateMachine(role, 'first')]);
  await fixture.sdk().stepFunctions.send(
    new CreateActivityCommand({
      name: 'desk',
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: key,
        kmsDataKeyReusePeriodSeconds: 60,
      },
    }),
  );
  const text = JSON.stringify({
    StartAt: 'Ask',
    States: { Ask: { Type: 'Task', Resource: activityArn, End: true } },
  });
  stateMachineArn = await stateMachine(fixture, 'first', role, stateMachineKey, { text });
}, timeout);

const poll = (as: Credentials) =>
  fixture.sdk(as).stepFunctions.send(new GetActivityTaskCommand({ activityArn }));

describe('an activity under a key', () => {
  it('shows its key in DescribeActivity, although the emulator forgets it', async () => {
    const found = await fixture
      .sdk()
      .stepFunctions.send(new DescribeActivityCommand({ activityArn }));
    expect(found.encryptionConfiguration).toMatchObject({ kmsDataKeyReusePeriodSeconds: 60 });
  });

  // id: activity-task-needs-key
  it('gives its task to a worker with the key, after a denied worker without it', async () => {
    const execution = await startOne(fixture, stateMachineArn);
    await expect(poll(idler)).rejects.toBeInstanceOf(KmsAccessDeniedException);
    const { taskToken, input } = await poll(worker);
    expect(input).toContain(SECRET);
    const done = new SendTaskSuccessCommand({ taskToken, output: '{}' });
    await fixture.sdk(worker).stepFunctions.send(done);
    expect(await ended(fixture, execution)).toBe('SUCCEEDED');
  });

  it('rejects answers for executions whose key is disabled', async () => {
    const execution = await startOne(fixture, stateMachineArn);
    const { taskToken } = await poll(worker);
    await fixture.sdk().kms.send(new DisableKeyCommand({ KeyId: stateMachineKey }));
    const done = new SendTaskSuccessCommand({ taskToken, output: '{}' });
    const outcome = await fixture
      .sdk(worker)
      .stepFunctions.send(done)
      .catch((error: unknown) => error);
    // Either the answer is denied, or the execution had already ended.
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(KmsInvalidStateException);
    expect(await ended(fixture, execution)).toBe('ABORTED');
  });

  // id: activity-created-again
  it('does not give its waiting tasks to workers without its key when it is created again', async () => {
    const { stepFunctions } = fixture.sdk(idler);
    await stepFunctions.send(new DeleteActivityCommand({ activityArn }));
    await stepFunctions.send(new CreateActivityCommand({ name: 'desk' }));
    await expect(poll(idler)).rejects.toBeInstanceOf(KmsAccessDeniedException);
  });
});
