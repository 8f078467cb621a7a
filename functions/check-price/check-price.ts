import * as v from 'valibot';
import { executionId } from '../payload/execution-id.ts';
import { closedObject, integer, parsePayload } from '../payload/parse-payload.ts';
import { STOCK_PRICE, ticker } from '../trade/transaction.ts';

/** The price of a stock now, in whole currency units. */
export type Quote = { readonly stock_price: number; readonly ticker?: string };

const request = closedObject({
  execution_id: executionId,
  input: closedObject({
    ticker: v.exactOptional(ticker),
    stock_price: v.exactOptional(integer(STOCK_PRICE)),
  }),
});

/**
 * Returns the price to trade at. An input with a price is traded at that price, so that a test or
 * a lesson can choose the branch. Otherwise the price source decides.
 *
 * @param payload `{ execution_id, input: { ticker?, stock_price? } }`; `input` is the execution's
 * @param askPrice the price source, which returns an integer from 0 to 100
 * @throws InvalidInputError
 */
export const checkPrice = (payload: unknown, askPrice: () => number): Quote => {
  const { input } = parsePayload(request, payload);
  return { ...input, stock_price: input.stock_price ?? askPrice() };
};
