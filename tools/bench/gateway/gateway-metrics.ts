import type { Metric } from '../metric.ts';
import { exact, ratioByTurn, spread } from '../statistics.ts';
import type { Memory } from './growth.ts';

/** Number of requests between two measurements of memory. */
export const REQUESTS = 20_000;

/** The names of the lines. */
export const NAMES = {
  passed: 'a forwarded request',
  passedAdded: 'added to a forwarded request',
  decided: 'a request that the key decides',
  decidedAdded: 'added to a request that the key decides',
  rate: 'executions started and ended',
  deniedReads: 'denied reads over 64 connections',
  heap: `heap after ${REQUESTS.toLocaleString('en-US')} more requests`,
  memory: `memory after ${REQUESTS.toLocaleString('en-US')} more requests`,
} as const;

/** The measurements: pairs without and with the gateway. */
export type Found = {
  passed: readonly (readonly [number, number])[];
  decided: readonly (readonly [number, number])[];
  /** Executions a second. */
  rates: readonly (readonly [number, number])[];
  /** Reads a second. The emulator alone answers them; the gateway denies them. */
  deniedReads: readonly (readonly [number, number])[];
  memory: { before: Memory; after: Memory };
};

const WITHOUT = 'without the gateway';
/** Two measurements of the same memory differ by some percent. */
const NO_GROWTH = { atMost: 1.05 };

/** The lines of the table. */
export function metricsOf({
  passed,
  decided,
  rates,
  deniedReads,
  memory,
}: Found): readonly Metric[] {
  const { before, after } = memory;
  const grown = (of: keyof Memory) => ({
    unit: 'MiB',
    measured: exact(after[of]),
    baseline: { what: 'before them', measured: exact(before[of]) },
    target: NO_GROWTH,
  });
  return [
    { what: NAMES.passed, unit: 'ms', ...sideBySide(passed) },
    { what: NAMES.passedAdded, unit: 'ms', measured: added(passed), target: { atMost: 1 } },
    { what: NAMES.decided, unit: 'ms', ...sideBySide(decided) },
    { what: NAMES.decidedAdded, unit: 'ms', measured: added(decided), target: { atMost: 3 } },
    { what: NAMES.rate, unit: 'a second', ...turnByTurn(rates), target: { atLeast: 0.9 } },
    {
      ...{ what: NAMES.deniedReads, unit: 'a second' },
      ...turnByTurn(deniedReads),
      target: { atLeast: 0.8 },
    },
    { what: NAMES.heap, ...grown('heapUsed') },
    { what: NAMES.memory, ...grown('rss') },
  ];
}

type Pairs = readonly (readonly [number, number])[];

const sideBySide = (pairs: Pairs) => ({
  measured: spread(pairs.map(([, with_]) => with_)),
  baseline: { what: WITHOUT, measured: spread(pairs.map(([without]) => without)) },
});

const turnByTurn = (pairs: Pairs) => {
  const { measured, baseline } = sideBySide(pairs);
  const ratio = ratioByTurn(
    pairs.map(([, with_]) => with_),
    pairs.map(([without]) => without),
  );
  return { measured, baseline: { ...baseline, ratio } };
};

const added = (pairs: Pairs) => spread(pairs.map(([without, with_]) => with_ - without));
