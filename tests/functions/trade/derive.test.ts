import { describe, expect, it } from '@jest/globals';
import { derivedFrom } from '../../../functions/trade/derive.ts';

const executions = Array.from(
  { length: 5_000 },
  (_, run) => `arn:aws:states:us-east-1:123456789012:execution:StockTrading:run-${run}`,
);

describe('what follows from an execution', () => {
  it('is a UUID of version 8 and the variant of RFC 9562', () => {
    for (const execution of executions) {
      expect(derivedFrom(execution).id).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  it('is an id of its own for every execution', () => {
    expect(new Set(executions.map((execution) => derivedFrom(execution).id)).size).toBe(
      executions.length,
    );
  });

  it('is the same id and quantity as the day before, or retries would trade again', () => {
    const execution =
      'arn:aws:states:us-east-1:123456789012:execution:StockTrading:5b0cf05e-2f0a-4d8e-9d0f-3d5a7f0c9b21';

    expect(derivedFrom(execution)).toEqual({
      id: '450aed65-d857-8958-81aa-adc3ea291f52',
      quantity: 9,
    });
  });

  it('is each quantity from 1 to 10 about as often as any other, and none beside them', () => {
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
