import { readInteger } from '../boundary/read-integer.ts';
import { readObject } from '../boundary/read-object.ts';
import { readString } from '../boundary/read-text.ts';
import { InvalidInputError } from '../errors.ts';
import { readTimestamp } from '../execution/timestamp.ts';
import { derivedFrom } from './derive.ts';
import { QUANTITY, TRADE_PRICES, type TradeType } from './ranges.ts';
import { readTicker } from './ticker.ts';

/** One trade: price in whole currency units, quantity in shares, timestamp in UTC. */
export type Transaction = {
  readonly id: string;
  readonly type: TradeType;
  readonly price: number;
  readonly quantity: number;
  readonly timestamp: string;
  readonly ticker?: string;
};

const KEYS = ['id', 'type', 'price', 'quantity', 'timestamp', 'ticker'] as const;

const isTradeType = (value: unknown): value is TradeType =>
  typeof value === 'string' && Object.hasOwn(TRADE_PRICES, value);

const readTradeType = (value: unknown): TradeType => {
  if (!isTradeType(value)) {
    const reason = value === undefined ? 'is missing' : 'must be buy or sell';
    throw new InvalidInputError('transaction.type', reason);
  }
  return value;
};

/**
 * Takes unknown JSON for the transaction of one execution.
 *
 * @param executionId the execution that made it: no other may record under its id
 * @throws InvalidInputError
 */
export const readTransaction = (value: unknown, executionId: string): Transaction => {
  const fields = readObject(value, 'transaction', KEYS);
  const id = readString(fields.get('id'), 'transaction.id');
  if (id !== derivedFrom(executionId).id) {
    throw new InvalidInputError('transaction.id', 'must be the id that execution_id leads to');
  }
  const type = readTradeType(fields.get('type'));
  return {
    id,
    type,
    price: readInteger(fields.get('price'), 'transaction.price', TRADE_PRICES[type]),
    quantity: readInteger(fields.get('quantity'), 'transaction.quantity', QUANTITY),
    timestamp: readTimestamp(fields.get('timestamp'), 'transaction.timestamp'),
    ...readTicker(fields.get('ticker'), 'transaction.ticker'),
  };
};
