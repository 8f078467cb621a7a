import { describe, expect, it } from '@jest/globals';
import { ToolError } from 'helpers/errors';
import { environmentFaults } from '../plan/environment-faults.ts';
import { functionFaults } from '../plan/function-faults.ts';
import { ordersOf, planOf } from '../plan/plan.ts';

const SIZE = { executions: 144, bursts: 8 };
const seeds = [1, 2, 3, 20261124, 4294967295];

describe('the plan', () => {
  it('is the same for the same seed, and differs for another seed', () => {
    expect(planOf(7, SIZE)).toEqual(planOf(7, SIZE));
    expect(planOf(7, SIZE)).not.toEqual(planOf(8, SIZE));
  });

  it.each(seeds)('of seed %d contains every type of fault, and each execution once', (seed) => {
    const plan = planOf(seed, SIZE);
    const orders = plan.flatMap(ordersOf);

    expect(plan.flatMap(({ environmentFault }) => environmentFault ?? []).toSorted()).toEqual(
      environmentFaults.toSorted(),
    );
    expect(new Set(orders.map(({ fault }) => fault))).toEqual(
      new Set([undefined, ...functionFaults]),
    );
    expect(orders).toHaveLength(SIZE.executions);
    expect(new Set(orders.map(({ name }) => name)).size).toBe(SIZE.executions);
  });

  it.each(seeds)('of seed %d has valid prices, below and above 50', (seed) => {
    const prices = planOf(seed, SIZE).flatMap((burst) => ordersOf(burst).map(({ price }) => price));
    expect(prices.every((price) => Number.isInteger(price) && price >= 0 && price <= 100)).toBe(
      true,
    );
    expect(prices.some((price) => price <= 50)).toBe(true);
    expect(prices.some((price) => price > 50)).toBe(true);
  });

  it.each(seeds)('of seed %d does not have a fault in the first and the last burst', (seed) => {
    const plan = planOf(seed, SIZE);
    expect(plan.at(0)?.environmentFault).toBeUndefined();
    expect(plan.at(-1)?.environmentFault).toBeUndefined();
  });

  it.each([
    { executions: 144, bursts: 7 },
    { executions: 60, bursts: 8 },
  ])('is an error for $executions executions and $bursts bursts, which are too few', (size) => {
    expect(() => planOf(1, size)).toThrow(ToolError);
  });
});
