import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlineError } from './errors.ts';

/**
 * Asks again and again until there is an answer.
 *
 * @param what is waited for, as it reads in "... did not happen".
 * @param ask gives the answer, or undefined to be asked again; what it throws ends the wait.
 * @throws DeadlineError after `deadline` milliseconds (default: 30 s).
 */
export async function poll<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  { deadline = 30_000, every = 100, signal }: PollOptions = {},
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new DeadlineError(`${what} did not happen within ${deadline} ms.`);
    await sleep(every, undefined, signal ? { signal } : {});
  }
}

export type PollOptions = { deadline?: number; every?: number; signal?: AbortSignal };
