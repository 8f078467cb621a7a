/**
 * Errors that end the worker: it has no credentials or permissions, or there is no activity. The
 * names without "Exception" are those of AWS STS, which a profile with role_arn calls.
 */
const LASTING: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ActivityDoesNotExist',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidArn',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'KmsAccessDeniedException',
  'MissingAuthenticationTokenException',
  'OptInRequired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/** Errors of a task that Step Functions does not wait for any more. */
const GONE: ReadonlySet<string> = new Set(['TaskDoesNotExist', 'TaskTimedOut']);

/** The environment does not have what the worker needs. */
export class MissingSettingError extends Error {
  override readonly name = 'MissingSettingError';
}

/** The input of the task is not what the workflow sends. */
export class InvalidQuestionError extends Error {
  override readonly name = 'InvalidQuestionError';
}

/**
 * Whether the next request would fail as well. All other errors count as an outage.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 */
export const isLasting = (error: unknown): boolean =>
  error instanceof Error && LASTING.has(error.name);

/** Whether Step Functions does not wait for the task any more. */
export const isGone = (error: unknown): boolean => error instanceof Error && GONE.has(error.name);

/** Returns one line about an error: its name, and its message or the code of a network error. */
export const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const { code } = Object(error);
  const text = error.message || (typeof code === 'string' ? code : 'no message');
  return `${error.name}: ${text.split('\n')[0]}`;
};
