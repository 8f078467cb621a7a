import { TransactionStoreError, TransactionStoreUnavailableError } from '../errors.ts';
import { describeFault, type StoreFault } from './store-fault.ts';

/** Errors of DynamoDB with a status below 500 that a later try may not meet again. */
const HEALING_NAMES = new Set([
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** What the SDK names a request that it gave up. */
const TIMEOUT_NAMES = new Set(['AbortError', 'RequestTimeout', 'TimeoutError']);

/** What Node.js reports where no answer came at all: connection, route, name. */
const NETWORK_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

const mayHeal = ({ name, code, http_status }: StoreFault): boolean =>
  HEALING_NAMES.has(name) ||
  TIMEOUT_NAMES.has(name) ||
  (code !== undefined && NETWORK_CODES.has(code)) ||
  (http_status !== undefined && http_status >= 500);

/**
 * Turns what the SDK threw into one of two errors: the one that the workflow tries again, or the one
 * that it does not. What is not known to heal does not. The cause is a description, not the error.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export const toStoreError = (
  error: unknown,
): TransactionStoreError | TransactionStoreUnavailableError => {
  const cause = describeFault(error);
  return mayHeal(cause)
    ? new TransactionStoreUnavailableError('The table cannot be reached now.', { cause })
    : new TransactionStoreError(`The table refused the request: ${cause.name}.`, { cause });
};
