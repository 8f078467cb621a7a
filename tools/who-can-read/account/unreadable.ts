import { InvalidPolicyError } from '../errors.ts';
import type { Unread } from './partial-knowledge.ts';

/**
 * Errors that say "you may not look" or "nobody here knows this call". KMS says NotFoundException
 * of a key in another account that it does not show.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const refusals: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'NotAuthorized',
  'UnauthorizedOperation',
  'InvalidAction',
  'NotImplemented',
  'UnknownOperationException',
  'UnsupportedOperationException',
]);

/** Notes what could not be read while the rest is read. */
export interface UnreadableLog {
  readonly unread: readonly Unread[];
  /** The outcome of the work, or `otherwise` and a note, when it may not be looked at. */
  attempt<T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T>;
  add(unread: readonly Unread[]): void;
}

/**
 * An empty notebook. Every error that is no refusal (throttled for good, network down, an entity
 * that does not exist) is thrown on.
 * @param more names of further errors that count as "could not be read".
 */
export function unreadableLog(more: readonly string[] = []): UnreadableLog {
  const unread: Unread[] = [];
  return {
    unread,
    add: (found) => void unread.push(...found),
    async attempt(what, work, otherwise) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const invalid = error instanceof InvalidPolicyError;
        if (!invalid && !refusals.has(error.name) && !more.includes(error.name)) throw error;
        unread.push({ what, why: error.message, code: error.name });
        return otherwise;
      }
    },
  };
}
