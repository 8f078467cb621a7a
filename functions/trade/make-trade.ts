import { readInteger } from '../boundary/read-integer.ts';
import { readObject } from '../boundary/read-object.ts';
import { readExecutionId } from '../execution/execution-id.ts';
import { readTimestamp } from '../execution/timestamp.ts';
import { derivedFrom } from './derive.ts';
import { TRADE_PRICES, type TradeType } from './ranges.ts';
import { readTicker } from './ticker.ts';
import type { Transaction } from './transaction.ts';

/**
 * Makes the one trade of an execution. It is mocked, as in the post: no exchange is asked. The result
 * depends on nothing but the payload, so a second run gives the same transaction.
 *
 * @param type which side to trade on; it bounds the price
 * @param payload `{ execution_id, started_at, quote: { stock_price, ticker? } }`
 * @throws InvalidInputError
 */
export const makeTrade = (type: TradeType, payload: unknown): Transaction => {
  const fields = readObject(payload, 'payload', ['execution_id', 'started_at', 'quote']);
  const executionId = readExecutionId(fields.get('execution_id'));
  const timestamp = readTimestamp(fields.get('started_at'), 'started_at');
  const quote = readObject(fields.get('quote'), 'quote', ['stock_price', 'ticker']);
  const price = readInteger(quote.get('stock_price'), 'quote.stock_price', TRADE_PRICES[type]);
  const { id, quantity } = derivedFrom(executionId);
  return {
    id,
    type,
    price,
    quantity,
    timestamp,
    ...readTicker(quote.get('ticker'), 'quote.ticker'),
  };
};
