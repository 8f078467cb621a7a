import { TransactionStoreError, TransactionStoreUnavailableError } from '../errors.ts';

/** Temporary errors of DynamoDB with a status below 500. */
const TEMPORARY_ERRORS = new Set([
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** Names that the SDK gives to a request without an answer in time. */
const TIMEOUT_ERRORS = new Set(['AbortError', 'RequestTimeout', 'TimeoutError']);

/** Codes of Node.js when an answer did not arrive: connection, route, name. */
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

/** Names that the SDK gives to an error answer without an error name. */
const UNNAMED_ERRORS = new Set(['Unknown', 'UnknownError']);

/** The facts about a failed request that can be logged. None repeats the row. */
type StoreFault = {
  readonly name: string;
  readonly code: string | undefined;
  readonly http_status: number | undefined;
  readonly request_id: string | undefined;
  readonly message: string | undefined;
};

/**
 * Returns the error that the workflow retries, or the one that it does not, for an error of the
 * SDK. The workflow retries a lost answer, because the put can have succeeded and its condition
 * then finds its own row. Errors that are not known to be temporary are not retried. The cause is a
 * description, because the error itself must not get into a log: a failed condition contains the
 * stored row, and a parse error quotes the answer.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 * @see https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/ERROR_HANDLING.md
 */
export const toStoreError = (
  error: unknown,
): TransactionStoreError | TransactionStoreUnavailableError => {
  const cause = describeFault(error);
  return isTemporary(cause) || isUnreadableAnswer(error, cause)
    ? new TransactionStoreUnavailableError('The table is not available now.', { cause })
    : new TransactionStoreError(`The table rejected the request: ${cause.name}.`, { cause });
};

const isTemporary = ({ name, code, http_status }: StoreFault): boolean =>
  TEMPORARY_ERRORS.has(name) ||
  TIMEOUT_ERRORS.has(name) ||
  (code !== undefined && NETWORK_CODES.has(code)) ||
  (http_status !== undefined && http_status >= 500);

/**
 * Returns whether an answer is not from DynamoDB: it is cut off, or it is the page of a proxy. The
 * SDK sets `$fault` on errors of the service only.
 */
const isUnreadableAnswer = (error: unknown, { name, http_status }: StoreFault): boolean =>
  http_status !== undefined &&
  (property(error, '$fault') === undefined || UNNAMED_ERRORS.has(name));

/** Errors whose messages name a principal, an action, a table or a key, and never a row. */
const LOGGABLE_MESSAGES = new Set(['AccessDeniedException', 'ResourceNotFoundException']);
const WORD = /^[A-Za-z0-9_.-]{1,100}$/;

const describeFault = (error: unknown): StoreFault => {
  const name = wordOf(property(error, 'name')) ?? 'UnknownError';
  const metadata = property(error, '$metadata');
  const status = property(metadata, 'httpStatusCode');
  const message = property(error, 'message');
  return {
    name,
    code: wordOf(property(error, 'code')),
    http_status: typeof status === 'number' ? status : undefined,
    request_id: wordOf(property(metadata, 'requestId')),
    message: LOGGABLE_MESSAGES.has(name) && typeof message === 'string' ? message : undefined,
  };
};

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && WORD.test(value) ? value : undefined;
