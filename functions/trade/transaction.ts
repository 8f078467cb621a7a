import * as v from 'valibot';
import {
  anyObject,
  anyText,
  closedEntries,
  type IntegerRange,
  integer,
  text,
} from '../payload/parse-payload.ts';
import { timestamp } from '../payload/timestamp.ts';

/** Possible prices of a stock. */
export const STOCK_PRICE: IntegerRange = { from: 0, to: 100 };

/**
 * Prices of each type of trade: buy at 50 or less, sell above 50. The Choice state of the workflow
 * has the same limit, and a test compares the two.
 */
export const TRADE_PRICES = {
  buy: { from: STOCK_PRICE.from, to: 50 },
  sell: { from: 51, to: STOCK_PRICE.to },
} as const satisfies Record<string, IntegerRange>;

/** The type of a trade. */
export type TradeType = keyof typeof TRADE_PRICES;

/** Number of shares in a trade. */
export const QUANTITY: IntegerRange = { from: 1, to: 10 };

/** Schema of a stock's ticker symbol. */
export const ticker = text({
  longest: 10,
  pattern: /^[A-Z][A-Z0-9.-]{0,9}$/,
  reason: 'must be 1 to 10 of A-Z, 0-9, dot and hyphen, beginning with a letter',
});

/** One trade: price in whole currency units, quantity in shares, timestamp in UTC. */
export type Transaction = {
  readonly id: string;
  readonly type: TradeType;
  readonly price: number;
  readonly quantity: number;
  readonly timestamp: string;
  readonly ticker?: string;
};

const transactionOf = <const Type extends TradeType>(type: Type) =>
  closedEntries({
    id: anyText,
    type: v.literal(type),
    price: integer(TRADE_PRICES[type]),
    quantity: integer(QUANTITY),
    timestamp,
    ticker: v.exactOptional(ticker),
  });

/** Schema of a transaction whose price fits its type. */
export const transaction = v.pipe(
  anyObject,
  v.variant('type', [transactionOf('buy'), transactionOf('sell')], 'must be buy or sell'),
);
