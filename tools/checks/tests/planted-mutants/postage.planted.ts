import { describe, expect, it } from '@jest/globals';
import { postage } from './postage.ts';

describe('the postage', () => {
  it.each([
    [20, 1],
    [50, 1],
    [51, 4],
    [2000, 9],
  ])('of %d grams is %d', (grams, expected) => {
    expect(postage(grams)).toBe(expected);
  });
});
