import {
  CancelKeyDeletionCommand,
  EnableKeyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { DescribeExecutionCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
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
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { LOCAL } from '../../aws/environment.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let oldKey: string;
let before: string;
let after: string;
let auditors: { old: Credentials; new: Credentials };

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  const auditor = (name: string) =>
    fixture.role(name, { AWS: LOCAL.account }, [allow('states:Describe*')]);
  const ofOld = await auditor('old');
  const ofNew = await auditor('new');
  const statements = [administration, deploying, forStateMachine(role, 'moving')];
  oldKey = await fixture.key([...statements, reading(ofOld)]);
  const newKey = await fixture.key([...statements, reading(ofNew)]);
  const stateMachineArn = await stateMachine(fixture, 'moving', role, oldKey);
  before = await startOne(fixture, stateMachineArn);
  await ended(fixture, before);
  const encryptionConfiguration = {
    type: 'CUSTOMER_MANAGED_KMS_KEY',
    kmsKeyId: newKey,
  } as const;
  await fixture.sdk().stepFunctions.send(
    new UpdateStateMachineCommand({
      stateMachineArn,
      definition: definition(),
      encryptionConfiguration,
    }),
  );
  after = await startOne(fixture, stateMachineArn);
  await ended(fixture, after);
  auditors = { old: await fixture.session(ofOld), new: await fixture.session(ofNew) };
}, timeout);

/** `read`, or the name of the error. */
const outcome = (as: Credentials, executionArn: string): Promise<string> =>
  fixture
    .sdk(as)
    .stepFunctions.send(new DescribeExecutionCommand({ executionArn }))
    .then(
      ({ input }) => (input?.includes(SECRET) ? 'read' : 'not read'),
      (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
    );

describe('after a state machine has moved to another key', () => {
  it('earlier executions can be read only by the auditor of the old key', async () => {
    expect(await outcome(auditors.old, before)).toBe('read');
    expect(await outcome(auditors.old, after)).toBe('KmsAccessDeniedException');
  });

  it('later executions can be read only by the auditor of the new key', async () => {
    expect(await outcome(auditors.new, after)).toBe('read');
    expect(await outcome(auditors.new, before)).toBe('KmsAccessDeniedException');
  });

  it('denies reads of earlier executions while the old key is pending deletion', async () => {
    const { kms } = fixture.sdk();
    const KeyId = oldKey;
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect(await outcome(auditors.old, before)).toBe('KmsInvalidStateException');
    expect(await outcome(auditors.new, after)).toBe('read');
    await kms.send(new CancelKeyDeletionCommand({ KeyId }));
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await outcome(auditors.old, before)).toBe('read');
  });
});
