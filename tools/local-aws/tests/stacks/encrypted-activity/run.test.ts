import {
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { ended } from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { LOCAL } from '../../../aws/environment.ts';
import { createApprovalStack } from './approval-stack.ts';
import { startWorker, type Worker } from './worker-process.ts';

const activityArn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:activity:approval`;
const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let trading: string;
let approval: string;
let approver: Credentials;
let workerRole: Credentials;
let desk: Worker;
const workers: Worker[] = [];

beforeAll(async () => {
  fixture = await start();
  const stack = await createApprovalStack(fixture);
  ({ trading, approval, approver } = stack);
  expect(stack.activityArn).toBe(activityArn);
  workerRole = await fixture.session(stack.workerRoleArn, {}, approver);
}, timeout);
afterAll(() => Promise.all(workers.map((one) => one.stop())));

const propose = async (value: number): Promise<string> => {
  const input = JSON.stringify({ order: { ticker: 'AMZN', stock_price: 42 }, value });
  const command = new StartExecutionCommand({ stateMachineArn: approval, input });
  return (await fixture.sdk().stepFunctions.send(command)).executionArn ?? '';
};
/** Clients behind the gateway, where the key is not enforced, to read the output of an execution. */
const seen = (executionArn: string) => {
  const { stepFunctions } = sdkFor(fixture.emulator.url, ROOT);
  return stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
};
/** The trades that an execution of the approval started. */
const tradesOf = async (executionArn: string): Promise<number> => {
  const listed = await fixture
    .sdk()
    .stepFunctions.send(new ListExecutionsCommand({ stateMachineArn: trading }));
  const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  return (listed.executions ?? []).filter((one) => one.name === name).length;
};
const worker = (as: Credentials): Worker => {
  const started = startWorker(fixture, as, activityArn);
  workers.push(started);
  return started;
};
const asked = (one: Worker, times: number) =>
  poll('The question', async () => (one.output().split('[y/N]').length > times ? true : undefined));

describe('a large trade', () => {
  // id: activity-questions
  it('is shown only to the approver, and a denied attempt does not remove the task', async () => {
    const execution = await propose(25_000);
    const take = new GetActivityTaskCommand({ activityArn });
    const administrator = await fixture.user('administrator', [allow('*')]);
    const taking = (as: Credentials) => errorOf(fixture.sdk(as).stepFunctions.send(take));
    expect(await taking(administrator)).toBe('KmsAccessDeniedException');
    expect(await taking(ROOT)).toBe('KmsAccessDeniedException');
    // Not before the role is assumed.
    expect(await taking(approver)).toBe('AccessDeniedException');

    desk = worker(workerRole);
    await asked(desk, 1);
    expect(desk.output()).toContain('Trade AMZN for 25000?');
    expect(await tradesOf(execution)).toBe(0);
    desk.answer('y');
    expect(await ended(fixture, execution)).toBe('SUCCEEDED');
    expect(await tradesOf(execution)).toBe(1);
  });

  it('is not started without approval', async () => {
    const execution = await propose(30_000);
    await asked(desk, 2);
    desk.answer('');
    expect(await ended(fixture, execution)).toBe('FAILED');
    expect(await seen(execution)).toMatchObject({ error: 'TradeRejected' });
    expect(await tradesOf(execution)).toBe(0);
    expect(desk.output()).toMatch(/approved\n[\s\S]*rejected\n/);
  });
});

describe('the worker', () => {
  it('cannot read executions', async () => {
    const executionArn = await propose(1);
    const reading = new DescribeExecutionCommand({ executionArn });
    const { stepFunctions } = fixture.sdk(workerRole);
    expect(await errorOf(stepFunctions.send(reading))).toBe('AccessDeniedException');
  });

  it('exits with an error when the key policy denies it', async () => {
    const impostor = worker(await fixture.user('impostor', [allow('states:*')]));
    expect(await impostor.ended).toBe(1);
    expect(impostor.output()).toContain('KmsAccessDeniedException');
  });

  it('exits with code 0 on Ctrl-C', async () => {
    expect(await desk.stop()).toBe(0);
  });

  // A public bug report: the emulator hands the next task to the poll that was broken off.
  it('gets the task that an earlier worker received after Ctrl-C', async () => {
    const execution = await propose(26_000);
    const next = worker(workerRole);
    // It gets the task that the gateway keeps when the emulator answers its poll: within a minute.
    await poll('The question', async () => next.output().includes('for 26000?') || undefined, {
      deadline: 90_000,
    });
    next.answer('y');
    expect(await ended(fixture, execution)).toBe('SUCCEEDED');
    expect(await tradesOf(execution)).toBe(1);
    expect(await next.stop()).toBe(0);
  }, 150_000);
});

describe('a small trade', () => {
  it('is started without approval', async () => {
    const execution = await propose(10_000);
    expect(await ended(fixture, execution)).toBe('SUCCEEDED');
    expect(await tradesOf(execution)).toBe(1);
  });
});

const errorOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
  );
