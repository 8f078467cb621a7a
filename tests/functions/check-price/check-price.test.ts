import { describe, expect, it, jest } from '@jest/globals';
import { checkPrice } from '../../../functions/check-price/check-price.ts';
import { invoke } from '../handlers.ts';
import { captureWritten } from '../written.ts';

const execution_id = 'arn:aws:states:us-east-1:123456789012:execution:StockTrading:run-1';
const never = () => {
  throw new Error('the price source was asked');
};

describe('check-price', () => {
  it('gets a price from the source if the input has none', () => {
    expect(checkPrice({ execution_id, input: { ticker: 'AMZN' } }, () => 73)).toEqual({
      stock_price: 73,
      ticker: 'AMZN',
    });
  });

  it.each([0, 50, 51, 100])(
    'uses the price %i of the execution, and does not call the price source',
    (price) => {
      expect(checkPrice({ execution_id, input: { stock_price: price } }, never)).toEqual({
        stock_price: price,
      });
    },
  );

  it('turns minus zero into zero', () => {
    const quote = checkPrice({ execution_id, input: { stock_price: -0 } }, never);

    expect(Object.is(quote.stock_price, 0)).toBe(true);
  });

  it('does not call the price source for an invalid payload', () => {
    const askPrice = jest.fn(() => 73);

    expect(() => checkPrice({ execution_id, input: { ticker: '' } }, askPrice)).toThrow('ticker');
    expect(askPrice).not.toHaveBeenCalled();
  });

  it.each(['A', 'AMZN', 'BRK.B', 'BF-A', 'X0123456.-'])('takes the ticker %s', (ticker) => {
    expect(checkPrice({ execution_id, input: { ticker } }, () => 1)).toEqual({
      stock_price: 1,
      ticker,
    });
  });

  it('returns random integers from 0 to 100 with the default price source', async () => {
    captureWritten();
    // Each of the two limits is missing with a probability below 1 in 10^13.
    const draws = Array.from({ length: 3000 }, () =>
      invoke('check-price', { execution_id, input: {} }),
    );

    const prices = (await Promise.all(draws)).map((quote) =>
      Number(Reflect.get(quote, 'stock_price')),
    );

    expect(prices.every(Number.isInteger)).toBe(true);
    expect(Math.min(...prices)).toBe(0);
    expect(Math.max(...prices)).toBe(100);
  });
});
