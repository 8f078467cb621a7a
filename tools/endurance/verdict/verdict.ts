import { evaluateExecutions } from './executions.ts';
import { evaluateMemory } from './memory-growth.ts';
import { evaluateObserved } from './observed-faults.ts';
import { evaluateProbes } from './probes.ts';
import type { Records } from './records.ts';
import { evaluateRows } from './rows.ts';
import { evaluateStarts } from './start-results.ts';

/** What has to hold at the end of a run, each as a sentence, with how to find where it does not. */
export const INVARIANTS = {
  'every accepted execution is there and over, or the emulator lost it': evaluateExecutions,
  'every trade is recorded exactly once, and nothing else is': evaluateRows,
  'executions start when the key can be used, and only then': evaluateStarts,
  'no denied read succeeds': evaluateProbes,
  'memory is back where it was': evaluateMemory,
  'every fault had an observed effect': evaluateObserved,
} as const satisfies Record<string, (records: Records) => readonly string[]>;

/** What does not hold, by invariant; empty when all is well. */
export const evaluateRun = (records: Records): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(INVARIANTS)
      .map(([name, invariant]) => [name, invariant(records)] as const)
      .filter(([, wrong]) => wrong.length > 0),
  );
