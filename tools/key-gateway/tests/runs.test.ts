import {
  DisableKeyCommand,
  EnableKeyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  DescribeExecutionCommand,
  KmsAccessDeniedException,
  KmsInvalidStateException,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  policy,
} from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let role: string;

beforeAll(async () => {
  fixture = await start();
  role = await executionRole(fixture, 'workflow');
}, timeout);

const keyFor = (name: string, ...more: Record<string, unknown>[]) =>
  fixture.key([administration, deploying, forStateMachine(role, name), ...more]);
const kms = () => fixture.sdk().kms;
const thrown = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an execution of a state machine under a key', () => {
  // id: start-needs-no-key-permission
  it('starts for any principal that can start it, without permission on the key', async () => {
    const arn = await stateMachine(fixture, 'plain', role, await keyFor('plain'));
    const starter = await fixture.user('starter', [allow('states:StartExecution')]);
    expect(await ended(fixture, await startOne(fixture, arn, starter))).toBe('SUCCEEDED');
  });

  // id: repeated-start
  it('is returned again for a second start with the same name and input while it runs', async () => {
    const stateMachineArn = await stateMachine(fixture, 'again', role, await keyFor('again'), {
      seconds: 60,
    });
    const { stepFunctions } = fixture.sdk();
    const start = (input: string) =>
      stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input }));
    const first = await start('{"a":1}');
    const again = await start('{"a":1}');
    expect(again.executionArn).toBe(first.executionArn);
    expect(again.startDate?.getTime()).toBe(first.startDate?.getTime());
    expect(await thrown(start('{"a":2}'))).toMatchObject({ name: 'ExecutionAlreadyExists' });
    await stepFunctions.send(new StopExecutionCommand({ executionArn: first.executionArn }));
    await ended(fixture, first.executionArn ?? '');
    expect(await thrown(start('{"a":1}'))).toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  // id: start-needs-role-access
  it('is denied when the execution role cannot use the key, and starts when it can', async () => {
    const key = await keyFor('elsewhere');
    const arn = await stateMachine(fixture, 'denied', role, key);
    const error = await thrown(startOne(fixture, arn));
    expect(error).toBeInstanceOf(KmsAccessDeniedException);
    expect(String(error)).toContain(`assumed-role/workflow/`);
    const Policy = policy([administration, deploying, forStateMachine(role, 'denied')]);
    await kms().send(new PutKeyPolicyCommand({ KeyId: key, Policy }));
    expect(await ended(fixture, await startOne(fixture, arn))).toBe('SUCCEEDED');
  });

  // id: role-without-via-service
  it('is denied when the role can use the key only through Step Functions', async () => {
    const key = await fixture.key([
      administration,
      deploying,
      {
        ...forStateMachine(role, 'via'),
        Condition: { StringEquals: { 'kms:ViaService': `states.${LOCAL.region}.amazonaws.com` } },
      },
    ]);
    const arn = await stateMachine(fixture, 'via', role, key);
    expect(await thrown(startOne(fixture, arn))).toBeInstanceOf(KmsAccessDeniedException);
  });

  // id: start-with-disabled-key
  it('is denied while the key is disabled, with the state of the key, and starts afterwards', async () => {
    const key = await keyFor('switched');
    const arn = await stateMachine(fixture, 'switched', role, key);
    await kms().send(new DisableKeyCommand({ KeyId: key }));
    const error = await thrown(startOne(fixture, arn));
    expect(error).toBeInstanceOf(KmsInvalidStateException);
    expect(error).toMatchObject({ kmsKeyState: 'DISABLED' });
    await kms().send(new EnableKeyCommand({ KeyId: key }));
    expect(await ended(fixture, await startOne(fixture, arn))).toBe('SUCCEEDED');
  });

  // id: running-execution-ends
  it('ends when its key is disabled or scheduled for deletion during the run', async () => {
    for (const [name, command] of [
      ['ending', DisableKeyCommand],
      ['deleting', ScheduleKeyDeletionCommand],
    ] as const) {
      const reader = {
        ...forStateMachine(role, name),
        Sid: 'Root',
        Principal: { AWS: `arn:aws:iam::${LOCAL.account}:root` },
      };
      const key = await keyFor(name, reader);
      const arn = await stateMachine(fixture, name, role, key, { seconds: 60 });
      const running = await startOne(fixture, arn);
      await kms().send(new command({ KeyId: key }));
      expect(await ended(fixture, running)).toBe('ABORTED');
      if (command !== DisableKeyCommand) continue;
      await kms().send(new EnableKeyCommand({ KeyId: key }));
      const { error, cause } = await fixture
        .sdk()
        .stepFunctions.send(new DescribeExecutionCommand({ executionArn: running }));
      expect({ error, cause }).toEqual({
        error: 'KmsInvalidStateException',
        cause: `${key} is disabled.`,
      });
    }
  });
});
