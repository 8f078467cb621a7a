import { ToolError } from 'helpers/errors';
import { randomFrom } from 'test-fixtures/gateway-mutations';
import { type EnvironmentFault, environmentFaults } from './environment-faults.ts';
import { type FunctionFault, functionFaults } from './function-faults.ts';

/** One execution to start, with a name that the client chooses. */
export type Order = {
  readonly name: string;
  readonly price: number;
  readonly fault?: FunctionFault;
};

/** Executions that start together. An environment fault begins and ends between the parts. */
export type Burst = {
  readonly environmentFault?: EnvironmentFault;
  readonly before: readonly Order[];
  readonly during: readonly Order[];
  readonly after: readonly Order[];
};

export type PlanSize = { readonly executions: number; readonly bursts: number };

/** The percentage of executions with a fault, after each kind of fault was used once. */
const FAULTS_IN_100 = 8;

/**
 * Returns the executions, their order and their faults, all derived from the seed. The first and
 * the last burst have no environment fault: one warms up, one shows that everything works again.
 *
 * @throws ToolError when the run is too short for every kind of fault.
 */
export function planOf(seed: number, { executions, bursts }: PlanSize): readonly Burst[] {
  const inner = bursts - 2;
  const size = Math.ceil(executions / bursts);
  if (inner < environmentFaults.length || size < functionFaults.length + 1) {
    throw new ToolError('The run is too short for every kind of fault.', {
      advice: `Take ${environmentFaults.length + 2} bursts or more, of ${functionFaults.length + 1} executions or more.`,
    });
  }
  const random = randomFrom(seed);
  const turns = shuffled(
    Array.from(
      { length: inner },
      (_, index) => environmentFaults[index % environmentFaults.length],
    ),
    random,
  );
  let left = executions;
  return Array.from({ length: bursts }, (_, index): Burst => {
    const count = Math.min(size, left);
    left -= count;
    const environmentFault = index === 0 ? undefined : turns[index - 1];
    const chances = faultsFor(index, count, bursts, random);
    const orders = chances.map((fault, place): Order => {
      const name = `e-${index}-${place}`;
      const price = Math.floor(random() * 101);
      return fault === undefined ? { name, price } : { name, price, fault };
    });
    const before = Math.floor(count * 0.4);
    const during = Math.max(2, Math.floor(count * 0.2));
    return {
      ...(environmentFault === undefined ? {} : { environmentFault }),
      before: orders.slice(0, before),
      during: orders.slice(before, before + during),
      after: orders.slice(before + during),
    };
  });
}

/** Returns every order of a burst. */
export const ordersOf = ({ before, during, after }: Burst): readonly Order[] => [
  ...before,
  ...during,
  ...after,
];

/** In the last burst, which has no environment fault, each kind comes once; in others by chance. */
function faultsFor(index: number, count: number, bursts: number, random: () => number) {
  const byChance = Array.from({ length: count }, () =>
    random() * 100 < FAULTS_IN_100
      ? functionFaults[Math.floor(random() * functionFaults.length)]
      : undefined,
  );
  if (index !== bursts - 1) return byChance;
  return shuffled([...functionFaults, ...byChance.slice(functionFaults.length)], random);
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}
