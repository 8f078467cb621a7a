import { InvalidPolicyError } from '../errors.ts';
import type { Unread } from './partial-knowledge.ts';
import { callOf } from './service-calls.ts';

/**
 * Errors that say "access denied" or "this endpoint does not know the call".
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const denials: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'NotAuthorized',
  'UnauthorizedOperation',
]);
const unsupported: ReadonlySet<string> = new Set([
  'InvalidAction',
  'NotImplemented',
  'UnknownOperationException',
  'UnsupportedOperationException',
]);

/**
 * Whether an error has a name of the service and a message of an endpoint that does not know the call.
 * CloudWatch Logs of AWS uses this name for a resource that does not allow an operation.
 */
const saysUnsupported = ({ name, message }: Error): boolean =>
  name === 'InvalidOperationException' && message.startsWith('Unknown action');

/** Collects what could not be read while the rest is read. */
export interface UnreadableLog {
  readonly unread: readonly Unread[];
  /**
   * Returns the result of the work. When access is denied, returns `otherwise` and adds an entry to
   * `unread`.
   */
  attempt<T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T>;
  add(unread: readonly Unread[]): void;
}

/**
 * Returns an empty log. The log rethrows every other error: continued throttling, no network, an entity
 * that does not exist.
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
        const { name, message } = error;
        const invalid = error instanceof InvalidPolicyError;
        const denied = denials.has(name);
        const isUnsupported = unsupported.has(name) || saysUnsupported(error);
        if (!invalid && !denied && !isUnsupported && !more.includes(name)) throw error;
        const permission = denied ? callOf(error)?.action : undefined;
        const entry = { what, why: message, code: name };
        unread.push(permission === undefined ? entry : { ...entry, permission });
        return otherwise;
      }
    },
  };
}
