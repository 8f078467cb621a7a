import { LocalError } from 'helpers/errors';
import { randomFrom } from 'test-fixtures/gateway-mutations';
import { type Upset, upsets } from './environment-faults.ts';
import { type Mishap, mishaps } from './function-faults.ts';

/** One execution that is to be started, under a name of the client's own. */
export type Order = {
  readonly name: string;
  readonly price: number;
  readonly mishap?: Mishap;
};

/** Executions that are started together. An upset begins and ends between its parts. */
export type Burst = {
  readonly upset?: Upset;
  readonly before: readonly Order[];
  readonly during: readonly Order[];
  readonly after: readonly Order[];
};

export type PlanSize = { readonly executions: number; readonly bursts: number };

/** Of a hundred executions, how many meet a mishap once each kind had its turn. */
const MISHAPS_IN_100 = 8;

/**
 * Who is started when and what goes wrong, all of it from the seed. The first and the last burst
 * have no upset: one warms up, one shows that all is well again.
 *
 * @throws LocalError when there is no room for every kind of mishap and upset.
 */
export function planOf(seed: number, { executions, bursts }: PlanSize): readonly Burst[] {
  const inner = bursts - 2;
  const size = Math.ceil(executions / bursts);
  if (inner < upsets.length || size < mishaps.length + 1) {
    throw new LocalError('There is no room for every kind of fault.', {
      advice: `Take ${upsets.length + 2} bursts or more, of ${mishaps.length + 1} executions or more.`,
    });
  }
  const random = randomFrom(seed);
  const turns = shuffled(
    Array.from({ length: inner }, (_, index) => upsets[index % upsets.length]),
    random,
  );
  let left = executions;
  return Array.from({ length: bursts }, (_, index): Burst => {
    const count = Math.min(size, left);
    left -= count;
    const upset = index === 0 ? undefined : turns[index - 1];
    const chances = mishapsFor(index, count, bursts, random);
    const orders = chances.map((mishap, place): Order => {
      const name = `e-${index}-${place}`;
      const price = Math.floor(random() * 101);
      return mishap === undefined ? { name, price } : { name, price, mishap };
    });
    const before = Math.floor(count * 0.4);
    const during = Math.max(2, Math.floor(count * 0.2));
    return {
      ...(upset === undefined ? {} : { upset }),
      before: orders.slice(0, before),
      during: orders.slice(before, before + during),
      after: orders.slice(before + during),
    };
  });
}

/** Every order of a burst. */
export const ordersOf = ({ before, during, after }: Burst): readonly Order[] => [
  ...before,
  ...during,
  ...after,
];

/** In the last burst, which nothing upsets, each kind comes once; elsewhere by chance. */
function mishapsFor(index: number, count: number, bursts: number, random: () => number) {
  const byChance = Array.from({ length: count }, () =>
    random() * 100 < MISHAPS_IN_100 ? mishaps[Math.floor(random() * mishaps.length)] : undefined,
  );
  if (index !== bursts - 1) return byChance;
  return shuffled([...mishaps, ...byChance.slice(mishaps.length)], random);
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
