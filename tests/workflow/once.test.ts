import { type DynamoDBServiceException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createInMemoryTable } from '../functions/in-memory-table.ts';
import { captureWritten } from '../functions/written.ts';
import { execute } from './execution.ts';
import { type Incident, runsAndReports, runsTwice, runsTwiceAtOnce } from './lambda.ts';
import { buying, executionNamed, selling } from './sample-execution.ts';

const sdkError = (name: string): Error & Partial<DynamoDBServiceException> =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode: 200 } });

// id: recorded-once
describe('a trade is recorded exactly once', () => {
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  const lostAnswers = [
    'Sandbox.Timedout',
    'States.Timeout',
    'Lambda.ServiceException',
    'Lambda.Unknown',
    'Runtime.ExitError',
  ];

  it.each(lostAnswers)(
    'when save writes the row and its invocation is reported as %s',
    async (error) => {
      const outcome = await execute(buying, { save: [runsAndReports(error)] });

      expect(outcome.status).toBe('SUCCEEDED');
      expect(outcome.invocations.filter((name) => name === 'save')).toHaveLength(2);
      expect(outcome.invocations.filter((name) => name === 'buy')).toHaveLength(1);
      expect(table.attempts()).toBe(2);
      expect(table.rows()).toHaveLength(1);
    },
  );

  it.each(['TimeoutError', 'AbortError', 'SyntaxError'])(
    'when the put succeeds and its answer is lost with %s',
    async (name) => {
      table.dynamodb.on(PutItemCommand).callsFake((input) => {
        const answer = table.put(input);
        if (table.attempts() === 1) {
          throw sdkError(name);
        }
        return answer;
      });

      const outcome = await execute(buying);

      expect(outcome.status).toBe('SUCCEEDED');
      expect(table.attempts()).toBe(2);
      expect(table.rows()).toHaveLength(1);
    },
  );

  it('when the table throttles twice', async () => {
    table.dynamodb.on(PutItemCommand).callsFake((input) => {
      if (table.attempts() <= 2) {
        throw sdkError('ThrottlingException');
      }
      return table.put(input);
    });

    const outcome = await execute(selling);

    expect(outcome.status).toBe('SUCCEEDED');
    expect(table.attempts()).toBe(3);
    expect(table.rows()).toHaveLength(1);
  });

  const duplicates: [string, Incident][] = [
    ['twice', runsTwice],
    ['twice at the same time', runsTwiceAtOnce],
  ];

  it.each(duplicates)('when Lambda runs every invocation %s', async (_how, incident) => {
    const all = [incident];
    const outcome = await execute(buying, { 'check-price': all, buy: all, save: all });

    expect(outcome.status).toBe('SUCCEEDED');
    expect(table.attempts()).toBe(2);
    expect(table.rows()).toHaveLength(1);
  });

  it('when an invocation of buy is reported as failed', async () => {
    const outcome = await execute(buying, { buy: [runsAndReports('Sandbox.Timedout')] });

    expect(outcome.status).toBe('SUCCEEDED');
    expect(table.rows()).toHaveLength(1);
  });

  it('when the same execution runs from start to end twice', async () => {
    const first = await execute(buying);
    const second = await execute(buying);

    expect(second.output).toEqual(first.output);
    expect(table.rows()).toHaveLength(1);
  });

  it('when the same execution runs again at another price, and keeps the first trade', async () => {
    await execute(buying);
    const before = table.rows();

    const second = await execute({ ...buying, input: { ticker: 'AMZN', stock_price: 41 } });

    expect(second).toMatchObject({ status: 'FAILED', error: 'TransactionConflictError' });
    expect(second.invocations.filter((name) => name === 'save')).toHaveLength(1);
    expect(table.rows()).toEqual(before);
  });

  it('for each execution, also with the same input', async () => {
    const one = await execute(executionNamed('one', buying.input));
    const other = await execute(executionNamed('other', buying.input));

    expect(other.output).not.toEqual(one.output);
    expect(table.rows()).toHaveLength(2);
  });
});
