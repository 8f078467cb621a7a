import { callOf, type ServiceCall, UnreachableError } from './service-calls.ts';

/** What to do about an error, by its name. */
const advice: readonly { readonly names: RegExp; readonly text: string }[] = [
  {
    names: /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/,
    text: 'The credentials have expired: log in again (aws sso login, or new session credentials).',
  },
  {
    names: /^(CredentialsProviderError|ProviderError|TokenProviderError)$/,
    text: 'There are no credentials: choose a profile with --profile or AWS_PROFILE, or log in (aws sso login).',
  },
  {
    names:
      /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|InvalidAccessKeyId|AuthFailure)$/,
    text: 'AWS does not accept the credentials: check --profile, the environment variables, and that the Region is enabled for the account.',
  },
  {
    names:
      /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/,
    text: 'The account calls this API too often: run the command again in a few minutes.',
  },
  {
    names:
      /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|NotAuthorized)$/,
    text: 'The credentials lack a permission that every report needs.',
  },
  {
    names: /^(RequestTimeTooSkewed|RequestInTheFuture)$/,
    text: 'The clock of this computer is wrong: set it.',
  },
  {
    names:
      /^(InternalFailure|InternalError|InternalServerError|ServiceUnavailable|ServiceUnavailableException|KMSInternalException|DependencyTimeoutException)$/,
    text: 'The service has a fault: run the command again in a few minutes.',
  },
];

const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The endpoint does not exist: check the Region (--region) and --endpoint-url.',
  EAI_AGAIN: 'The name cannot be resolved: check the network and the Region (--region).',
  ECONNREFUSED:
    'No program listens there: check --endpoint-url and AWS_ENDPOINT_URL. For local AWS, run "npm start" first.',
};

/**
 * Returns a text about an error of an AWS service: which call at which endpoint failed, why, and what
 * to do. Returns undefined if no observed client threw the error.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export function serviceErrorText(error: unknown): string | undefined {
  const call = callOf(error);
  if (!call || !(error instanceof Error)) return undefined;
  const attempts = call.attempts > 1 ? ` after ${call.attempts} attempts` : '';
  const where = call.endpoint === undefined ? '' : ` at ${call.endpoint}`;
  const failed = `${call.action}${where} failed${attempts}: ${reasonOf(error)}`;
  return [failed, adviceOn(error), permissionText(error, call)]
    .filter((text) => text !== undefined)
    .join('\n');
}

/** Returns a short text about a call that is tried again. */
export function retryText({ action, attempts }: ServiceCall, error: Error): string {
  return `${action}: ${error.name === 'Error' ? error.message : error.name}; attempt ${attempts} failed, trying again`;
}

function reasonOf(error: Error): string {
  if (error instanceof UnreachableError) return error.message;
  return `${error.name}: ${error.message}`.replace(/[\s.]*$/, '.');
}

function adviceOn(error: Error): string | undefined {
  if (error instanceof UnreachableError) {
    return (
      unreachable[error.reason] ?? 'The connection ended: check the network and --endpoint-url.'
    );
  }
  return advice.find(({ names }) => names.test(error.name))?.text;
}

function permissionText(error: Error, { action }: ServiceCall): string | undefined {
  if (!/^(AccessDenied|Unauthorized|AuthorizationError|NotAuthorized)/.test(error.name)) {
    return undefined;
  }
  return `This policy grants it: ${readPolicyText([action])}`;
}

/**
 * Returns the identity policy (JSON) that grants permissions for reading.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicyText(Action: readonly string[]): string {
  const Statement = [{ Sid: 'ReadForTheReport', Effect: 'Allow', Action, Resource: '*' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
