import { makeTrade } from '../trade/make-trade.ts';
import type { Transaction } from '../trade/transaction.ts';

/**
 * Sells above 50, and refuses a price of 50 or less.
 *
 * @param payload `{ execution_id, started_at, quote: { stock_price, ticker? } }`
 * @throws InvalidInputError
 */
export const sell = (payload: unknown): Transaction => makeTrade('sell', payload);
