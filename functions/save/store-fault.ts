/** What may be told of a failed request: no part of it repeats what was to be written. */
export type StoreFault = {
  readonly name: string;
  readonly code: string | undefined;
  readonly http_status: number | undefined;
  readonly request_id: string | undefined;
  readonly message: string | undefined;
};

/** Messages that name a principal, an action, a table or a key, and never an item. */
const TELLABLE = new Set(['AccessDeniedException', 'ResourceNotFoundException']);
const WORD = /^[A-Za-z0-9_.-]{1,100}$/;

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && WORD.test(value) ? value : undefined;

/**
 * Describes an error of the SDK or of the network. The error itself must not go into a log: a failed
 * condition carries the stored item, and a response that could not be parsed is quoted.
 *
 * @see https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/ERROR_HANDLING.md
 */
export const describeFault = (error: unknown): StoreFault => {
  const name = wordOf(property(error, 'name')) ?? 'UnknownError';
  const metadata = property(error, '$metadata');
  const status = property(metadata, 'httpStatusCode');
  const message = property(error, 'message');
  return {
    name,
    code: wordOf(property(error, 'code')),
    http_status: typeof status === 'number' ? status : undefined,
    request_id: wordOf(property(metadata, 'requestId')),
    message: TELLABLE.has(name) && typeof message === 'string' ? message : undefined,
  };
};
