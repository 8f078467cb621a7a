import { describe, expect, it } from '@jest/globals';
import { tradeMaker } from '../../../functions/trade/make-trade.ts';

const buy = tradeMaker('buy');
const sell = tradeMaker('sell');

const payload = (stock_price: number, started_at = '2026-11-24T09:30:00.125Z') => ({
  execution_id: 'arn:aws:states:us-east-1:123456789012:execution:StockTrading:run-1',
  started_at,
  quote: { stock_price },
});

describe('a trade', () => {
  it.each([0, 1, 49, 50])('at %i can be a buy and not a sell', (price) => {
    expect(buy(payload(price))).toMatchObject({ type: 'buy', price });
    expect(() => sell(payload(price))).toThrow(
      'quote.stock_price: must be an integer from 51 to 100',
    );
  });

  it.each([51, 52, 99, 100])('at %i can be a sell and not a buy', (price) => {
    expect(sell(payload(price))).toMatchObject({ type: 'sell', price });
    expect(() => buy(payload(price))).toThrow('quote.stock_price: must be an integer from 0 to 50');
  });

  it('is the same in a second call', () => {
    expect(buy(payload(42))).toEqual(buy(payload(42)));
  });

  it('has the time at which the execution started, in UTC', () => {
    expect(buy(payload(42, '2026-11-24T01:30:00+02:00')).timestamp).toBe(
      '2026-11-23T23:30:00.000Z',
    );
  });

  it('does not have a ticker for a quote without a ticker', () => {
    expect(Object.keys(buy(payload(42)))).toEqual(['id', 'type', 'price', 'quantity', 'timestamp']);
  });
});
