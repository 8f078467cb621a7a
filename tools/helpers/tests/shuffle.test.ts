import { describe, expect, it } from '@jest/globals';
import { shuffled } from '../shuffle.ts';

const things = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a random order', () => {
  it('has every item once, and is the same for the same seed', () => {
    for (const seed of [0, 1, 42, 999_999]) {
      expect(shuffled(things, seed).toSorted()).toEqual(things);
      expect(shuffled(things, seed)).toEqual(shuffled(things, seed));
    }
  });

  it('differs for different seeds, and puts each item first for some seed', () => {
    const orders = Array.from({ length: 100 }, (_, seed) => shuffled(things, seed));
    expect(new Set(orders.map((order) => order.join(''))).size).toBeGreaterThan(50);
    expect(new Set(orders.map(([first]) => first)).size).toBe(things.length);
  });
});
