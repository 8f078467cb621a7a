import type { IncomingMessage } from 'node:http';
import { TIMEOUT } from '../timeouts.ts';

/** A body is larger than its limit. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The other side closed the connection, or sent nothing for too long, before the body was complete. */
export class BrokenBodyError extends Error {
  override readonly name = 'BrokenBodyError';
}

/** Too many bodies are under way at the same time. */
export class TooManyBodiesError extends Error {
  override readonly name = 'TooManyBodiesError';
}

/** A limit for all bodies together that are not complete yet. */
export class BodyBudget {
  readonly #limit: number;
  #used = 0;

  /** @param limit in bytes. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that wait now. */
  get used(): number {
    return this.#used;
  }

  /** Takes bytes of the budget. @returns whether there were as many. */
  take(bytes: number): boolean {
    if (this.#used + bytes > this.#limit) return false;
    this.#used += bytes;
    return true;
  }

  /** Returns bytes to the budget. */
  give(bytes: number): void {
    this.#used -= bytes;
  }
}

/** How a body is read. */
export type BodyLimits = {
  /** In bytes. */
  readonly limit: number;
  readonly budget?: BodyBudget;
  /** Milliseconds until the body must be complete; left out: the caller has a deadline of its own. */
  readonly timeout?: number;
};

/** The budget of requests: about 16 of the largest ones at the same time. */
export const REQUEST_BODIES = {
  budget: new BodyBudget(128 * 1024 * 1024),
  timeout: TIMEOUT.clientBody,
} as const;

/**
 * Reads a body to its end.
 *
 * @throws BodyTooLargeError, BrokenBodyError, TooManyBodiesError
 */
export function readBody(
  message: IncomingMessage,
  { limit, budget, timeout }: BodyLimits,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let taken = 0;
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => stop(new BrokenBodyError('The body took too long.')), timeout);
    const release = (): void => {
      clearTimeout(timer);
      budget?.give(taken);
      taken = 0;
    };
    const stop = (error: Error): void => {
      release();
      chunks.length = 0;
      message.pause();
      message.removeAllListeners('data');
      reject(error);
    };
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit)
        return stop(new BodyTooLargeError(`The body is larger than ${limit} bytes.`));
      if (budget && !budget.take(chunk.length)) {
        return stop(new TooManyBodiesError('Too many bodies are under way.'));
      }
      taken += chunk.length;
      chunks.push(chunk);
    });
    message.once('end', () => {
      release();
      resolve(Buffer.concat(chunks, size));
    });
    message.once('error', (cause) => stop(new BrokenBodyError('The body was cut off.', { cause })));
    message.once('close', () => {
      if (!message.complete) stop(new BrokenBodyError('The body was cut off.'));
    });
  });
}
