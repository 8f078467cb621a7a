import { describe, expect, it } from '@jest/globals';
import { type Row, save } from '../../../functions/save/save.ts';
import { altered } from '../altered.ts';
import { readEvent } from '../read-json.ts';

const event = readEvent('save.json');
const row = {
  Id: { S: '5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21' },
  Type: { S: 'buy' },
  Price: { N: '42' },
  Quantity: { N: '5' },
  Timestamp: { S: '2026-11-24T09:30:00.125Z' },
  ExecutionId: {
    S: 'arn:aws:states:us-east-1:123456789012:execution:StockTrading:5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21',
  },
  Ticker: { S: 'AMZN' },
} satisfies Row;
const { Ticker: _ticker, ...rowWithoutTicker } = row;

/** A table that records the written rows and answers with a stored row. */
const tableHolding = (stored: Row | undefined) => {
  const written: Row[] = [];
  const putIfAbsent = async (asked: Row) => {
    written.push(asked);
    return stored;
  };
  return { written, putIfAbsent };
};

describe('save', () => {
  it('writes the transaction with the ARN of its execution', async () => {
    const { written, putIfAbsent } = tableHolding(undefined);

    await save(event, putIfAbsent);

    expect(written).toEqual([row]);
  });

  it('writes a row without a ticker for a trade without a ticker', async () => {
    const { written, putIfAbsent } = tableHolding(undefined);

    await save(altered(event, ['transaction', 'ticker'], {}), putIfAbsent);

    expect(written).toEqual([rowWithoutTicker]);
  });

  it('succeeds if the same row exists, in any order of attributes', async () => {
    const stored = Object.fromEntries(Object.entries(row).toReversed());

    const saved = await save(event, tableHolding(stored).putIfAbsent);

    expect(saved).toEqual(Reflect.get(Object(event), 'transaction'));
  });

  it.each<[string, Row]>([
    ['a price', { ...row, Price: { N: '41' } }],
    ['a price that is text', { ...row, Price: { S: '42' } }],
    ['a quantity', { ...row, Quantity: { N: '8' } }],
    ['a type', { ...row, Type: { S: 'sell' } }],
    ['a timestamp', { ...row, Timestamp: { S: '2026-11-24T09:30:00.126Z' } }],
    ['an execution', { ...row, ExecutionId: { S: `${row.ExecutionId.S}1` } }],
    ['a ticker', { ...row, Ticker: { S: 'GOOG' } }],
    ['a missing attribute', rowWithoutTicker],
    ['an extra attribute', { ...row, Note: { S: 'x' } }],
    ['an attribute under another name', { ...rowWithoutTicker, Note: { S: 'AMZN' } }],
    ['an empty row', {}],
  ])('rejects a stored row that differs in %s', async (_what, stored) => {
    const saved = save(event, tableHolding(stored).putIfAbsent);

    await expect(saved).rejects.toMatchObject({
      name: 'TransactionConflictError',
      message: 'A different transaction is recorded under this id.',
    });
    await expect(saved).rejects.not.toHaveProperty('cause');
  });

  it('accepts the same time in another time zone', async () => {
    const elsewhere = altered(event, ['transaction', 'timestamp'], {
      value: '2026-11-24T10:30:00.125+01:00',
    });

    await expect(save(elsewhere, tableHolding(row).putIfAbsent)).resolves.toMatchObject({
      timestamp: '2026-11-24T09:30:00.125Z',
    });
  });
});
