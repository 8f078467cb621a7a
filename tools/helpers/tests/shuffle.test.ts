import { describe, expect, it } from '@jest/globals';
import { shuffled } from '../shuffle.ts';

const things = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('a random order', () => {
  it('holds everything once, and is the same for the same seed', () => {
    for (const seed of [0, 1, 42, 999_999]) {
      expect(shuffled(things, seed).toSorted()).toEqual(things);
      expect(shuffled(things, seed)).toEqual(shuffled(things, seed));
    }
  });

  it('differs from seed to seed, and puts each thing first at some time', () => {
    const orders = Array.from({ length: 100 }, (_, seed) => shuffled(things, seed));
    expect(new Set(orders.map((order) => order.join(''))).size).toBeGreaterThan(50);
    expect(new Set(orders.map(([first]) => first)).size).toBe(things.length);
  });
});
