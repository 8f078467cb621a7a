import { beforeAll, describe, expect, it } from '@jest/globals';
import { type CommandResult, runAnyway } from 'helpers/run-program';
import { invokeArguments } from '../../sam-local/invoke.ts';
import { eventPath, expectedEvents, expectOutput, readEvent } from './expectation.ts';
import { workbench } from './sam-local-fixture.ts';
import { dynamodb, rowsOf } from './transaction-table.ts';

/** The SAM CLI's start takes most of an invocation, and uses one processor. */
const AT_ONCE = 2;

describe('sam local invoke', () => {
  const bench = workbench();
  const events = expectedEvents('function');
  const answers = new Map<string, CommandResult>();

  beforeAll(async () => {
    const queue = [...events];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [name, expectation] = next;
        const id = bench.stack.functions.find((each) => each.name === expectation.function)?.id;
        const args = invokeArguments(bench, { id: id ?? '', event: eventPath(name) });
        answers.set(name, await runAnyway(bench.sam, args, { env: bench.env, timeout: 60_000 }));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }, 600_000);

  for (const [name, expectation] of events) {
    it(`${name} comes back from ${expectation.function} as expected`, () => {
      const answer = answers.get(name);
      const result = JSON.parse(answer?.stdout ?? '');

      expect(answer?.exitCode).toBe(0);
      if (expectation.error === undefined) expectOutput(result, expectation);
      else expect(result).toEqual({ ...expectation.error, trace: expect.any(Array) });
    });
  }

  it('has written the row of save.json, and none for rejected events', async () => {
    const arns = new Set(events.map(([name]) => String(Object(readEvent(name)).execution_id)));
    const client = dynamodb(bench);

    const rows = await Promise.all([...arns].map((arn) => rowsOf(client, bench.tableName, arn)));

    client.destroy();
    const saved = Object(readEvent('save.json')).transaction.id;
    expect(rows.flat().map((row) => row['Id']?.S)).toEqual([saved]);
  });
});
