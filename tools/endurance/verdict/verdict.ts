import { evaluateExecutions } from './executions.ts';
import { evaluateMemory } from './memory-growth.ts';
import { evaluateObserved } from './observed-faults.ts';
import { evaluateProbes } from './probes.ts';
import type { Records } from './records.ts';
import { evaluateRows } from './rows.ts';
import { evaluateStarts } from './start-results.ts';

/** The invariants of a run, each as a sentence, with the function that finds its violations. */
export const INVARIANTS = {
  'every accepted execution exists and has ended, or the emulator lost it': evaluateExecutions,
  'every trade is recorded exactly once, and no other rows exist': evaluateRows,
  'executions start when the key can be used, and only then': evaluateStarts,
  'no denied read succeeds': evaluateProbes,
  'memory does not grow without limit': evaluateMemory,
  'every fault had an observed effect': evaluateObserved,
} as const satisfies Record<string, (records: Records) => readonly string[]>;

/** Returns the violations, by invariant; empty if there are none. */
export const evaluateRun = (records: Records): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(INVARIANTS)
      .map(([name, invariant]) => [name, invariant(records)] as const)
      .filter(([, wrong]) => wrong.length > 0),
  );
