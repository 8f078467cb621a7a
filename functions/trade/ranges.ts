import type { IntegerRange } from '../boundary/read-integer.ts';

/** What a stock may cost. */
export const STOCK_PRICE: IntegerRange = { from: 0, to: 100 };

/**
 * The prices at which each type of trade is made: at 50 or less buy, above 50 sell. The workflow's
 * choice draws the same line; a trade on the wrong side of it is refused here as well.
 */
export const TRADE_PRICES = {
  buy: { from: STOCK_PRICE.from, to: 50 },
  sell: { from: 51, to: STOCK_PRICE.to },
} as const satisfies Record<string, IntegerRange>;

/** The type of a trade. */
export type TradeType = keyof typeof TRADE_PRICES;

/** How many shares a trade may move. */
export const QUANTITY: IntegerRange = { from: 1, to: 10 };
