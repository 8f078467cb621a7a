import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlineError } from './errors.ts';

/**
 * Calls a function repeatedly until it returns an answer.
 *
 * @param what is the subject of the message "... did not happen".
 * @param ask returns the answer, or undefined to be called again; an error ends the wait.
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
