import { judgeExecutions } from './executions.ts';
import { judgeMemory } from './memory-growth.ts';
import { judgeObserved } from './observed-faults.ts';
import { judgeProbes } from './probes.ts';
import type { Records } from './records.ts';
import { judgeRows } from './rows.ts';
import { judgeStarts } from './start-results.ts';

/** What has to hold at the end of a run, each as a sentence, with how to find where it does not. */
export const INVARIANTS = {
  'every accepted execution is there and over, or the emulator lost it': judgeExecutions,
  'every trade is recorded exactly once, and nothing else is': judgeRows,
  'executions start when the key can be used, and only then': judgeStarts,
  'no denied read succeeds': judgeProbes,
  'memory is back where it was': judgeMemory,
  'every fault was felt': judgeObserved,
} as const satisfies Record<string, (records: Records) => readonly string[]>;

/** What does not hold, by invariant; empty when all is well. */
export const judge = (records: Records): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(INVARIANTS)
      .map(([name, invariant]) => [name, invariant(records)] as const)
      .filter(([, wrong]) => wrong.length > 0),
  );
