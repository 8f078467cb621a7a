import { REUSE_SECONDS } from '../cost/assumptions.ts';
import type { Metric } from '../metric.ts';
import { exact, spread } from '../statistics.ts';
import type { ConcurrentExecutions } from './concurrent-executions.ts';
import { ARRIVALS, documentedDataKeys, type KmsCalls } from './data-keys.ts';
import type { Memory } from './memory.ts';

/** Numbers of concurrent executions and of rounds, without the gateway and with it. */
export const SIZES = [
  { atOnce: 1, rounds: 20 },
  { atOnce: 10, rounds: 5 },
  { atOnce: 100, rounds: 3 },
  { atOnce: 1000, rounds: 2 },
] as const;

const WITHOUT = 'without the gateway';
const rate = (atOnce: number): string =>
  `executions a second, ${atOnce.toLocaleString('en-US')} at once`;
const latency = (atOnce: number): string =>
  `start to end, ${atOnce.toLocaleString('en-US')} at once`;
const dataKeys = (seconds: number): string => `data keys an execution, each reused ${seconds} s`;
const allCalls = (seconds: number): string =>
  `KMS calls an execution, data keys reused ${seconds} s`;

const SUCCEEDED = 'the share of executions that succeed';

const MEMORY = {
  gateway: 'memory of the gateway',
  emulator: 'memory of the emulator',
  functions: 'memory of the functions that the emulator runs',
} as const satisfies Record<keyof Memory, string>;

/** Both branches. */
export const TRADES = [
  { name: 'buy', stockPrice: 42 },
  { name: 'sell', stockPrice: 67 },
] as const;

const transitions = (trade: string): string => `state transitions of an execution, ${trade}`;
const logged = (by: string): string => `bytes logged by an execution, ${by}`;

const LOGGERS = ['workflow', 'functions'] as const;

/** The names of the lines. */
export const NAMES: readonly string[] = [
  ...SIZES.flatMap(({ atOnce }) => [rate(atOnce), latency(atOnce)]),
  SUCCEEDED,
  ...Object.values(MEMORY).flatMap((name) => [`${name}, at most`, `${name}, after`]),
  ...TRADES.map(({ name }) => transitions(name)),
  ...LOGGERS.map(logged),
  ...REUSE_SECONDS.flatMap((seconds) => [dataKeys(seconds), allCalls(seconds)]),
];

/** The same number at once, without the gateway and with it. */
export type ConcurrencyResults = {
  atOnce: number;
  without: readonly ConcurrentExecutions[];
  with: readonly ConcurrentExecutions[];
};

export function concurrencyMetrics({
  atOnce,
  without,
  with: with_,
}: ConcurrencyResults): readonly Metric[] {
  const rates = (concurrent: readonly ConcurrentExecutions[]) =>
    spread(concurrent.map(({ perSecond }) => perSecond));
  const ends = (concurrent: readonly ConcurrentExecutions[]) =>
    spread(concurrent.flatMap((each) => each.milliseconds));
  return [
    {
      ...{ what: rate(atOnce), measured: rates(with_) },
      baseline: { what: WITHOUT, measured: rates(without) },
    },
    {
      ...{ what: latency(atOnce), unit: 'ms', measured: ends(with_) },
      baseline: { what: WITHOUT, measured: ends(without) },
    },
  ];
}

/** Returns whether the machine can run so many at once. On a slow machine tasks time out. */
export function successMetric(concurrent: readonly ConcurrencyResults[]): Metric {
  const share = (of: (each: ConcurrencyResults) => readonly ConcurrentExecutions[]) => {
    const all = concurrent.flatMap(of);
    const good = all.reduce((sum, { milliseconds }) => sum + milliseconds.length, 0);
    const failed = all.reduce((sum, each) => sum + each.failed, 0);
    return exact((100 * good) / (good + failed));
  };
  return {
    ...{ what: SUCCEEDED, unit: '%', measured: share((each) => each.with) },
    baseline: { what: WITHOUT, measured: share((each) => each.without) },
    target: { atLeast: 1 },
  };
}

export function memoryMetrics(
  memory: Record<'before' | 'peak' | 'after', Memory>,
): readonly Metric[] {
  const names = Object.keys(MEMORY) as (keyof Memory)[];
  return names.flatMap((name) => {
    const baseline = { what: 'before', measured: exact(memory.before[name]) };
    const line = (when: string, of: Memory): Metric => {
      return { what: `${MEMORY[name]}, ${when}`, unit: 'MiB', measured: exact(of[name]), baseline };
    };
    return [line('at most', memory.peak), line('after', memory.after)];
  });
}

/** @param counted of each of {@link TRADES}. @param least is the minimum of the definition. */
export function transitionMetrics(counted: readonly number[], least: number): readonly Metric[] {
  return TRADES.map(({ name }, at) => ({
    what: transitions(name),
    measured: exact(counted[at] ?? Number.NaN),
    baseline: { what: 'the minimum of the definition', measured: exact(least) },
    target: { atMost: 1 },
  }));
}

type Logged = Record<(typeof LOGGERS)[number], number>;

/** @param bytes of each trade. @param reckoned is the assumption of the costs. */
export function loggedMetrics(bytes: readonly Logged[], reckoned: Logged): readonly Metric[] {
  return LOGGERS.map((by) => ({
    ...{ what: logged(by), measured: spread(bytes.map((each) => each[by])) },
    baseline: { what: 'the assumption of the costs', measured: exact(reckoned[by]) },
    target: { atMost: 1.02 },
  }));
}

export function kmsMetrics(
  reuseSeconds: number,
  { dataKeys: keys, all }: KmsCalls,
): readonly Metric[] {
  const each = (calls: number) => exact(calls / ARRIVALS.count);
  return [
    {
      ...{ what: dataKeys(reuseSeconds), measured: each(keys) },
      baseline: {
        what: 'the most AWS documents',
        measured: each(documentedDataKeys(reuseSeconds)),
      },
      target: { atMost: 1 },
    },
    {
      ...{ what: allCalls(reuseSeconds), measured: each(all) },
      baseline: { what: 'data keys alone', measured: each(keys) },
    },
  ];
}
