import { readInteger } from '../boundary/read-integer.ts';
import { readObject } from '../boundary/read-object.ts';
import { readExecutionId } from '../execution/execution-id.ts';
import { STOCK_PRICE } from '../trade/ranges.ts';
import { readTicker } from '../trade/ticker.ts';

/** What a stock costs now, in whole currency units. */
export type Quote = { readonly stock_price: number; readonly ticker?: string };

/**
 * Finds the price to trade at. An execution whose input carries a price is traded at that one, so that
 * a test or a lesson can choose the branch; otherwise the price source is asked.
 *
 * @param payload `{ execution_id, input: { ticker?, stock_price? } }`, input being the execution's
 * @param askPrice the price source, an integer from 0 to 100
 * @throws InvalidInputError
 */
export const checkPrice = (payload: unknown, askPrice: () => number): Quote => {
  const fields = readObject(payload, 'payload', ['execution_id', 'input']);
  readExecutionId(fields.get('execution_id'));
  const input = readObject(fields.get('input'), 'input', ['ticker', 'stock_price']);
  const ticker = readTicker(input.get('ticker'), 'input.ticker');
  const known = input.get('stock_price');
  return {
    stock_price:
      known === undefined ? askPrice() : readInteger(known, 'input.stock_price', STOCK_PRICE),
    ...ticker,
  };
};
