import { setTimeout as wait } from 'node:timers/promises';
import { describeError, isLasting } from './errors.ts';
import type { TurnResult } from './work.ts';

/** What the worker's loop needs. */
export type Loop = {
  readonly turn: () => Promise<TurnResult>;
  readonly signal: AbortSignal;
  /** Writes one line for the person at the terminal. */
  readonly write: (line: string) => void;
  /** A number from 0 to 1, so that many workers do not retry at the same moment. */
  readonly random: () => number;
  /** Milliseconds of the first and of the longest pause after an error. */
  readonly pause: { readonly first: number; readonly longest: number };
};

const WORDS = {
  approved: 'approved',
  rejected: 'rejected',
  'too late': 'too late: Step Functions does not wait for this answer any more',
  unconfirmed: 'not confirmed: if Step Functions did not get the answer, the question comes again',
} as const satisfies Record<Exclude<TurnResult, 'no task'>, string>;

/**
 * Takes turns until the signal ends it. After an outage it continues, with pauses that grow.
 *
 * @throws the error that ends the worker: credentials or permissions are missing
 */
export async function run({ turn, signal, write, random, pause }: Loop): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      const result = await turn();
      if (failures > 0) write('Step Functions answers again.');
      failures = 0;
      if (result !== 'no task') write(WORDS[result]);
    } catch (error) {
      if (signal.aborted) return;
      if (isLasting(error)) throw error;
      const limit = Math.min(pause.longest, pause.first * 2 ** failures);
      const milliseconds = limit / 2 + (limit / 2) * random();
      failures += 1;
      write(`${describeError(error)}. Trying again in ${Math.ceil(milliseconds / 1000)} s.`);
      await wait(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  }
}
