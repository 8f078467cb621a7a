import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fieldsMatching, readExpectations } from '../functions/expectations.ts';
import { createInMemoryTable } from '../functions/in-memory-table.ts';
import { readEvent } from '../functions/read-json.ts';
import { captureWritten } from '../functions/written.ts';
import type { Json } from './definition.ts';
import { execute, redrive } from './execution.ts';
import { executionNamed } from './sample-execution.ts';

const STATES_OF_THE_POST = [
  'Check Stock Value',
  'Buy or Sell?',
  'Buy Stock',
  'Sell Stock',
  'Record Transaction',
];
const isStateOfThePost = (name: string) => STATES_OF_THE_POST.includes(name);
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value));

describe('the workflow', () => {
  let table: ReturnType<typeof createInMemoryTable>;

  beforeEach(() => {
    captureWritten();
    table = createInMemoryTable();
  });
  afterEach(() => table.dynamodb.restore());

  it.each([
    [0, 'buy', 'Buy Stock'],
    [49, 'buy', 'Buy Stock'],
    [50, 'buy', 'Buy Stock'],
    [51, 'sell', 'Sell Stock'],
    [52, 'sell', 'Sell Stock'],
    [100, 'sell', 'Sell Stock'],
  ])('makes a trade at a price of %i, a %s, and records it', async (price, type, state) => {
    const outcome = await execute(executionNamed(`at-${price}`, { stock_price: price }));

    expect(outcome).toMatchObject({ status: 'SUCCEEDED', output: { type, price } });
    const ofThePost = ['Check Stock Value', 'Buy or Sell?', state, 'Record Transaction'];
    expect(outcome.states.filter((name) => isStateOfThePost(name))).toEqual(ofThePost);
    expect(outcome.invocations).toEqual(expect.arrayContaining(['check-price', type, 'save']));
    expect(outcome.invocations).not.toContain(type === 'buy' ? 'sell' : 'buy');
    expect(table.rows()).toMatchObject([{ Type: { S: type }, Price: { N: String(price) } }]);
  });

  it('records its output with the ARN of the execution', async () => {
    const execution = executionNamed('whole', { ticker: 'BRK.B', stock_price: 51 });

    const { output } = await execute(execution);

    expect(output).toEqual({
      id: expect.any(String),
      type: 'sell',
      price: 51,
      quantity: expect.any(Number),
      timestamp: execution.startedAt,
      ticker: 'BRK.B',
    });
    expect(table.rows()).toEqual([
      {
        Id: { S: Reflect.get(Object(output), 'id') },
        Type: { S: 'sell' },
        Price: { N: '51' },
        Quantity: { N: String(Reflect.get(Object(output), 'quantity')) },
        Timestamp: { S: execution.startedAt },
        ExecutionId: { S: execution.id },
        Ticker: { S: 'BRK.B' },
      },
    ]);
  });

  it('takes both branches for executions without a price, and records each execution', async () => {
    const types = new Set<unknown>();
    for (let run = 0; run < 60; run += 1) {
      const { output } = await execute(executionNamed(`chance-${run}`, {}));
      types.add(Reflect.get(Object(output), 'type'));
    }

    expect(types).toEqual(new Set(['buy', 'sell']));
    expect(table.rows()).toHaveLength(60);
  });

  const inputs = readExpectations().filter(({ functionName }) => functionName === undefined);

  it.each(inputs)(
    'gives the result of events/expected.json for $file',
    async ({ file, outputPattern, error }) => {
      const outcome = await execute(executionNamed('event', asJson(readEvent(file))));

      if (outputPattern !== undefined) {
        expect(outcome.output).toEqual(fieldsMatching(outputPattern));
        expect(table.rows()).toHaveLength(1);
      } else {
        expect(outcome).toMatchObject({ status: 'FAILED', error: error?.name });
        expect(outcome.invocations).not.toContain('save');
        expect(table.rows()).toEqual([]);
      }
    },
  );

  const answersWith = (stock_price: unknown) => async () => ({ stock_price });

  it('fails in the Choice state for a price that is text', async () => {
    const input = { stock_price: 'high' };
    const before = { status: 'FAILED', states: [], invocations: [] } as const;
    const outcome = await redrive(executionNamed('odd', {}), {
      ...before,
      failed: { state: 'Buy or Sell?', input },
    });

    expect(outcome).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
    expect(outcome.invocations).toEqual([]);
  });

  /** In Step Functions, text and null fail in the choice. The interpreter compares as JavaScript. */
  it.each([
    ['a numeral in text', '42'],
    ['null', null],
    ['a fraction between 50 and 51', 50.5],
    ['a price above 100', 101],
    ['a price below 0', -1],
  ])('does not record a trade when check-price returns %s', async (_what, price) => {
    const outcome = await execute(executionNamed('odd', {}), {
      'check-price': [answersWith(price)],
    });

    expect(outcome.status).toBe('FAILED');
    expect(table.attempts()).toBe(0);
  });
});
