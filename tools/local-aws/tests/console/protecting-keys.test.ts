import {
  CancelKeyDeletionCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type DeletedKeyProxy, deletedKeyProxy } from 'test-fixtures/deleted-key-proxy';
import { definition, ended, startOne } from 'test-fixtures/encrypted-workflow';
import { type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import type { ProtectingKeys } from '../../console/contract.ts';
import { type ConsoleFixture, createConsoleFixture } from './console-fixture.ts';

let proxy: DeletedKeyProxy;
const { start, timeout } = gatewayFixtureForTests({
  async upstream(emulatorUrl) {
    proxy = await deletedKeyProxy(emulatorUrl);
    return proxy;
  },
});
let fixture: GatewayFixture;
let shown: ConsoleFixture;
let newKey: string;
let newExecution: string;

beforeAll(async () => {
  fixture = await start();
  shown = await createConsoleFixture(fixture, proxy.url);
  newKey = await fixture.key(shown.statements);
  const { stateMachineArn } = shown;
  await fixture.sdk().stepFunctions.send(
    new UpdateStateMachineCommand({
      ...{ stateMachineArn, definition: definition() },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: newKey },
    }),
  );
  newExecution = await startOne(fixture, stateMachineArn);
  await ended(fixture, newExecution);
}, timeout);
afterAll(() => shown.console.stop());

async function keys(executionArns: readonly string[] = []): Promise<ProtectingKeys> {
  const { stateMachineArn } = shown;
  const { status, body } = await shown.visitor.call('protecting-keys', {
    ...{ stateMachineArn, executionArns },
  });
  expect(status).toBe(200);
  return JSON.parse(body);
}

describe('the keys that protect a state machine and its executions', () => {
  it('are those that each execution was started with, and the present one', async () => {
    const { executionArn, keyArn } = shown;
    expect(await keys([executionArn, newExecution])).toEqual({
      ofStateMachine: { arn: newKey, state: 'Enabled' },
      ofExecutions: {
        [executionArn]: { arn: keyArn, state: 'Enabled' },
        [newExecution]: { arn: newKey, state: 'Enabled' },
      },
    });
  });

  it('have the states of KMS', async () => {
    const { kms } = fixture.sdk();
    const KeyId = newKey;
    const state = async () => (await keys()).ofStateMachine?.state;
    await kms.send(new DisableKeyCommand({ KeyId }));
    expect(await state()).toBe('Disabled');
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect(await state()).toBe('PendingDeletion');
    await kms.send(new CancelKeyDeletionCommand({ KeyId }));
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect(await state()).toBe('Enabled');
  });

  it('leave out an execution that does not exist', async () => {
    const missing = `${newExecution}-missing`;
    expect((await keys([missing])).ofExecutions).toEqual({});
  });

  it('are asked for at most 1,000 executions', async () => {
    const { stateMachineArn } = shown;
    const executionArns = Array.from({ length: 1001 }, () => newExecution);
    const { status } = await shown.visitor.call('protecting-keys', {
      ...{ stateMachineArn, executionArns },
    });
    expect(status).toBe(400);
  });

  it('of a state machine that does not exist are none', async () => {
    const { body } = await shown.visitor.call('protecting-keys', {
      ...{ stateMachineArn: `${shown.stateMachineArn}-missing`, executionArns: [] },
    });
    expect(JSON.parse(body)).toEqual({ ofExecutions: {} });
  });

  it('are deleted where KMS does not have them any more', async () => {
    proxy.delete(shown.keyArn);
    const { ofExecutions, ofStateMachine } = await keys([shown.executionArn, newExecution]);
    expect(ofExecutions[shown.executionArn]?.state).toBe('Deleted');
    expect(ofExecutions[newExecution]?.state).toBe('Enabled');
    expect(ofStateMachine?.state).toBe('Enabled');

    const denied = await shown.call('auditor', 'states:DescribeExecution', {
      executionArn: shown.executionArn,
    });
    expect(denied).toMatchObject({
      kind: 'denied',
      error: { name: 'KmsInvalidStateException', message: `${shown.keyArn} does not exist.` },
    });
  });
});
