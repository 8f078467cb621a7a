import { makeTrade } from '../trade/make-trade.ts';
import type { Transaction } from '../trade/transaction.ts';

/**
 * Buys at 50 or less, and refuses a higher price.
 *
 * @param payload `{ execution_id, started_at, quote: { stock_price, ticker? } }`
 * @throws InvalidInputError
 */
export const buy = (payload: unknown): Transaction => makeTrade('buy', payload);
