import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { altered, readDefinition } from './definition.ts';
import { newExecution, outputOf, Runner } from './execution.ts';
import { workbench } from './sam-local-fixture.ts';
import { dynamodb, rowsOf } from './transaction-table.ts';
import type { Behavior } from './unreliable-endpoint.ts';

/** Milliseconds before a retry, so that the endpoint can recover. */
const PAUSE = 500;
const RECORD = 'Record Transaction';

describe('a workflow whose table cannot be reached', () => {
  const bench = workbench();
  const input = { stock_price: 70 };
  let definition: StateMachineDefinition;
  let runner: Runner;
  let client: DynamoDBClient;
  const behave = async (how: Behavior): Promise<void> => {
    const { status } = await fetch(`${bench.behaviorUrl}/${how}`, { method: 'POST' });
    expect(status).toBe(204);
  };
  const healed = { pause: PAUSE, onFailure: () => behave('pass') };

  beforeAll(async () => {
    definition = await readDefinition(bench.builtTemplate);
    runner = new Runner(bench);
    client = dynamodb(bench);
  });
  afterEach(() => behave('pass'));
  afterAll(() => {
    runner.close();
    client.destroy();
  });

  const expectOneRow = async (arn: string, outcome: Awaited<ReturnType<Runner['run']>>) => {
    expect(outputOf(outcome)).toMatchObject({ type: 'sell', price: 70 });
    const rows = await rowsOf(client, bench.tableName, arn);
    expect(rows.map((row) => row['Id']?.S)).toEqual([Object(outputOf(outcome)).id]);
    expect(outcome.retried).toEqual([RECORD]);
  };

  it('retries after the named error of save, and records one row', async () => {
    const execution = newExecution();
    await behave('close');

    const outcome = await runner.run(definition, input, { execution, ...healed });

    expect(outcome.failures).toEqual(['TransactionStoreUnavailableError']);
    await expectOneRow(execution.arn, outcome);
  }, 60_000);

  it('records one row when the answer to the put is lost', async () => {
    const execution = newExecution();
    const written: number[] = [];
    const onFailure = async (): Promise<void> => {
      written.push((await rowsOf(client, bench.tableName, execution.arn)).length);
      await behave('pass');
    };
    await behave('lose-answer');

    const outcome = await runner.run(definition, input, { execution, pause: PAUSE, onFailure });

    expect(written).toEqual([1]);
    expect(outcome.failures).toEqual(['TransactionStoreUnavailableError']);
    await expectOneRow(execution.arn, outcome);
  }, 60_000);

  it('retries after Lambda ended a function that timed out', async () => {
    const execution = newExecution();
    await behave('stall');

    const outcome = await runner.run(definition, input, { execution, ...healed });

    expect(outcome.failures).toEqual(['Sandbox.Timedout']);
    await expectOneRow(execution.arn, outcome);
  }, 60_000);

  it('retries after a state that timed out', async () => {
    const execution = newExecution();
    const hasty = altered(definition, RECORD, { TimeoutSeconds: 1 });
    await behave('stall');

    const outcome = await runner.run(hasty, input, { execution, ...healed });

    expect(outcome.failures).toEqual(['States.Timeout']);
    await expectOneRow(execution.arn, outcome);
  }, 60_000);

  it('fails with the named error when the table stays unreachable, and records nothing', async () => {
    const execution = newExecution();
    await behave('close');

    const outcome = await runner.run(definition, input, { execution, pause: 0 });

    expect(outcome).toMatchObject({ status: 'FAILED', error: 'TransactionStoreUnavailableError' });
    expect(outcome.retried).toEqual(Array(4).fill(RECORD));
    expect(await rowsOf(client, bench.tableName, execution.arn)).toEqual([]);
  }, 60_000);
});

describe('an error that a function names', () => {
  const CHECK = 'Check Stock Value';
  const MESSAGE = 'input.stock_price: must be an integer from 0 to 100';
  const bench = workbench();
  let definition: StateMachineDefinition;
  let runner: Runner;
  const withCatch = (name: string): StateMachineDefinition => {
    const caught = { ErrorEquals: [name], ResultPath: '$.denial', Next: 'Denied' };
    const stateMachine = altered(definition, CHECK, { Catch: [caught] });
    stateMachine.States['Denied'] = { Type: 'Pass', End: true };
    return stateMachine;
  };

  beforeAll(async () => {
    definition = await readDefinition(bench.builtTemplate);
    runner = new Runner(bench);
  });
  afterAll(() => runner.close());

  it('matches a Catch of that name, which gets its message', async () => {
    const outcome = await runner.run(withCatch('InvalidInputError'), { stock_price: -1 });

    const { denial } = Object(outputOf(outcome));
    expect(denial).toMatchObject({ Error: 'InvalidInputError' });
    expect(JSON.parse(denial.Cause)).toMatchObject({ errorMessage: MESSAGE });
    expect(outcome).toMatchObject({ failures: ['InvalidInputError'], caught: [CHECK] });
  }, 60_000);

  it('does not match a Catch of another name', async () => {
    const outcome = await runner.run(withCatch('TransactionConflictError'), { stock_price: -1 });

    expect(outcome).toMatchObject({ status: 'FAILED', error: 'InvalidInputError', caught: [] });
    expect(outcome).toHaveProperty('cause', expect.stringContaining(MESSAGE));
  }, 60_000);
});
