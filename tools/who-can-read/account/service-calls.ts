import { types } from 'node:util';
import type {
  FinalizeRequestMiddleware,
  HandlerExecutionContext,
  InitializeMiddleware,
  MiddlewareStack,
} from '@smithy/types';
import { AccessError } from '../errors.ts';

/** A call to an AWS service. */
export interface ServiceCall {
  /** The permission that it needs: `kms:ListGrants`. */
  readonly action: string;
  /** `https://kms.us-east-1.amazonaws.com`; left out: the call failed before it had one. */
  readonly endpoint?: string;
  readonly attempts: number;
  /** The most attempts that the client makes. */
  readonly allowed: number;
}

/** Receives a call that failed and is retried. */
export type RetryListener = (call: ServiceCall, error: Error) => void;

/** The endpoint could not be reached. The SDK does not retry this error. */
export class UnreachableError extends AccessError {
  override readonly name = 'UnreachableError';
  /** `ECONNREFUSED`, `ENOTFOUND`, ... The SDK would retry an error with a `code` like these. */
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Prefixes of the actions of each client. */
const prefixes: Readonly<Record<string, string>> = {
  CloudFormationClient: 'cloudformation',
  CloudWatchLogsClient: 'logs',
  DynamoDBClient: 'dynamodb',
  IAMClient: 'iam',
  KMSClient: 'kms',
  LambdaClient: 'lambda',
  S3Client: 's3',
  SFNClient: 'states',
  STSClient: 'sts',
};

/** Attempts to reach an endpoint that does not answer. Throttled calls get all attempts of the SDK. */
const CONNECTION_ATTEMPTS = 3;
const connectionCodes: readonly string[] = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
];

const calls = new WeakMap<object, ServiceCall>();

/** Errors of Node.js can come from another realm than this code, so `instanceof` can fail. */
const isError = (thrown: unknown): thrown is Error => types.isNativeError(thrown);

/** Returns the call that failed with an error; undefined if no observed client threw the error. */
export function callOf(error: unknown): ServiceCall | undefined {
  return typeof error === 'object' && error !== null ? calls.get(error) : undefined;
}

/**
 * Makes a client record the call of each error, and report each retry.
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/developer-guide/middleware-stack.html
 * @returns the client.
 */
export function observeCalls<Client, Input extends object, Output extends object>(
  client: Client & { readonly middlewareStack: MiddlewareStack<Input, Output> },
  onRetry: RetryListener,
): Client {
  /** Errors before the first attempt: no credentials, no Region. */
  const whole: InitializeMiddleware<Input, Output> = (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (thrown) {
      if (isError(thrown) && !calls.has(thrown)) calls.set(thrown, callFrom(context));
      throw thrown;
    }
  };
  /** The SDK calls this for each attempt, inside its own retries. */
  const attempt: FinalizeRequestMiddleware<Input, Output> = (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (thrown) {
      if (!isError(thrown)) throw thrown;
      const call = callFrom(context, args.request);
      const error = call.attempts >= CONNECTION_ATTEMPTS ? unreachable(thrown) : thrown;
      calls.set(error, call);
      if (isRetried(error) && call.attempts < call.allowed) onRetry(call, error);
      throw error;
    }
  };
  client.middlewareStack.add(whole, { step: 'initialize', name: 'observeCall', priority: 'high' });
  client.middlewareStack.addRelativeTo(attempt, {
    ...{ name: 'observeAttempt', relation: 'after', toMiddleware: 'retryMiddleware' },
  });
  return client;
}

function callFrom(
  { clientName = '', commandName = '' }: HandlerExecutionContext,
  request?: unknown,
): ServiceCall {
  const prefix = prefixes[clientName] ?? clientName.replace(/Client$/, '').toLowerCase();
  const action = `${prefix}:${commandName.replace(/Command$/, '')}`;
  const { protocol, hostname, port, headers }: Record<string, unknown> = Object(request);
  const header = String(Object(headers)['amz-sdk-request'] ?? '');
  const [, attempts = 0, allowed = 0] = /attempt=(\d+); max=(\d+)/.exec(header) ?? [];
  const address = typeof port === 'number' ? `${hostname}:${port}` : String(hostname);
  return {
    action,
    ...{ attempts: Number(attempts), allowed: Number(allowed) },
    ...(hostname === undefined ? {} : { endpoint: `${protocol}//${address}` }),
  };
}

/**
 * Returns whether the SDK retries after an error: throttling, a service fault or a lost connection.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
function isRetried(error: Error): boolean {
  const status: unknown = Object(Object(error).$metadata).httpStatusCode;
  const faults = typeof status === 'number' && (status >= 500 || status === 429);
  const throttled = /Throttled|Throttling|TooManyRequests|RequestLimitExceeded|SlowDown/.test(
    error.name,
  );
  const codes = codesOf(error);
  return faults || throttled || connectionCodes.some((one) => codes.includes(one));
}

/** The SDK retries an error if it or its cause has one of the codes, so the new error has neither. */
function unreachable(error: Error): Error {
  const code = codesOf(error).find((one) => connectionCodes.includes(one));
  return code === undefined ? error : new UnreachableError(code, messageOf(error));
}

function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!isError(error) || depth > 5) return [];
  const { code }: { code?: unknown } = Object(error);
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...[error.cause, ...partsOf(error)].flatMap((one) => codesOf(one, depth + 1)),
  ];
}

/** An error for several addresses does not have its own message. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message;
  return partsOf(error)
    .map((one) => (isError(one) ? one.message : String(one)))
    .join('; ');
}

/** The errors of an AggregateError: one for each address that was tried. */
function partsOf(error: Error): readonly unknown[] {
  const { errors }: { errors?: unknown } = Object(error);
  return Array.isArray(errors) ? errors : [];
}
