import { describe, expect, it } from '@jest/globals';
import { derivedFrom } from '../../../functions/trade/make-trade.ts';

const STATES = 'arn:aws:states:us-east-1:123456789012';
const executions = Array.from(
  { length: 5_000 },
  (_, run) => `${STATES}:execution:StockTrading:run-${run}`,
);

describe('id and quantity of a trade', () => {
  it.each([
    ['its name', `${STATES}:execution:StockTrading:run-1`, 'run-1'],
    [
      'its name in any partition',
      'arn:aws-us-gov:states:us-gov-west-1:123456789012:execution:StockTrading:run-1',
      'run-1',
    ],
    [
      'its name and the id of its run, for an Express workflow',
      `${STATES}:express:StockTrading:run-1:0d5d2b4c-6f0e-4a43-9a5f-6a1c3b0a7d11`,
      'run-1:0d5d2b4c-6f0e-4a43-9a5f-6a1c3b0a7d11',
    ],
  ])('is %s, as the id', (_what, execution, id) => {
    expect(derivedFrom(execution).id).toBe(id);
  });

  it('give every execution a different id', () => {
    expect(new Set(executions.map((execution) => derivedFrom(execution).id)).size).toBe(
      executions.length,
    );
  });

  it('do not change between releases, so that a retry gives the same trade', () => {
    const execution = `${STATES}:execution:StockTrading:5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21`;

    expect(derivedFrom(execution)).toEqual({
      id: '5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21',
      quantity: 5,
    });
  });

  it('use each quantity from 1 to 10 about equally often', () => {
    const counts = new Map<number, number>();
    for (const execution of executions) {
      const quantity = derivedFrom(execution).quantity;
      counts.set(quantity, (counts.get(quantity) ?? 0) + 1);
    }

    expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(400);
      expect(count).toBeLessThan(600);
    }
  });
});
