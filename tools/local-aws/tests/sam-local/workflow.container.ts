import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { readDefinition } from './definition.ts';
import { newExecution, outputOf, Runner } from './execution.ts';
import { expectedEvents, expectOutput, readEvent } from './expectation.ts';
import { workbench } from './sam-local-fixture.ts';
import { dynamodb, rowsOf } from './transaction-table.ts';

describe('the workflow on functions in containers', () => {
  const bench = workbench();
  let definition: StateMachineDefinition;
  let runner: Runner;
  let client: DynamoDBClient;

  beforeAll(async () => {
    definition = await readDefinition(bench.builtTemplate);
    runner = new Runner(bench);
    client = dynamodb(bench);
  });
  afterAll(() => {
    runner.close();
    client.destroy();
  });

  for (const [name, expectation] of expectedEvents('workflow')) {
    it(`ends with ${name} as expected`, async () => {
      const execution = newExecution();

      const outcome = await runner.run(definition, readEvent(name), { execution });

      const rows = await rowsOf(client, bench.tableName, execution.arn);
      if (expectation.error === undefined) {
        const output = outputOf(outcome);
        expectOutput(output, expectation);
        const { id, type, price, quantity, timestamp } = Object(output);
        expect(rows).toEqual([
          expect.objectContaining({
            Id: { S: id },
            Type: { S: type },
            Price: { N: String(price) },
            Quantity: { N: String(quantity) },
            Timestamp: { S: timestamp },
          }),
        ]);
      } else {
        const { errorType, errorMessage } = expectation.error;
        expect(outcome).toMatchObject({ status: 'FAILED', error: errorType, retried: [] });
        expect(outcome).toHaveProperty('cause', expect.stringContaining(errorMessage));
        expect(rows).toEqual([]);
      }
    });
  }

  it('records 20 executions at once in 20 rows', async () => {
    const executions = Array.from({ length: 20 }, newExecution);

    const outcomes = await Promise.all(
      executions.map((execution) => runner.run(definition, { ticker: 'AMZN' }, { execution })),
    );

    const rows = await Promise.all(
      executions.map(({ arn }) => rowsOf(client, bench.tableName, arn)),
    );
    const ids = outcomes.map((outcome) => Object(outputOf(outcome)).id);
    expect(rows.map((found) => found.map((row) => row['Id']?.S))).toEqual(ids.map((id) => [id]));
    expect(new Set(ids).size).toBe(20);
  }, 120_000);

  it('records an execution that runs twice at once in one row', async () => {
    const execution = newExecution();
    const run = () => runner.run(definition, { stock_price: 20 }, { execution });

    const [one, other] = await Promise.all([run(), run()]);

    expect(outputOf(other)).toEqual(outputOf(one));
    expect([...one.retried, ...other.retried]).toEqual([]);
    expect(await rowsOf(client, bench.tableName, execution.arn)).toHaveLength(1);
  }, 60_000);
});
