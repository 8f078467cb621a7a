import { describe, expect, it } from '@jest/globals';
import { exact, ratioByTurn, spread } from '../statistics.ts';

describe('a spread', () => {
  it.each([
    ['an odd number of values', [5, 1, 3], { median: 3, low: 2, high: 4 }],
    ['an even number of values', [4, 1, 2, 3], { median: 2.5, low: 1.75, high: 3.25 }],
    ['two values', [10, 20], { median: 15, low: 12.5, high: 17.5 }],
    ['one value', [7], { median: 7, low: 7, high: 7 }],
  ])('has the middle, and the middle half, of %s', (_, values, expected) => {
    expect(spread(values)).toEqual(expected);
  });

  it('does not change the values', () => {
    const values = [3, 1, 2];

    spread(values);

    expect(values).toEqual([3, 1, 2]);
  });

  it('has equal ends for a value that never changes', () => {
    expect(exact(9)).toEqual(spread([9, 9, 9]));
  });
});

describe('a ratio by round', () => {
  it('does not change if some rounds are slow, unlike the ratio of the medians', () => {
    const others = [10, 10, 20, 20, 10];
    const values = [12, 12, 24, 24, 24];

    expect(ratioByTurn(values, others)).toBe(1.2);
    expect(spread(values).median / spread(others).median).toBe(2.4);
  });
});
