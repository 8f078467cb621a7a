import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** An error as AWS services with JSON protocols answer it. */
export type AwsError = {
  readonly status: number;
  /** Becomes `__type`, by which SDKs choose the class they throw. */
  readonly type: string;
  readonly message: string;
  /** Further members of the error, such as `kmsKeyState`. */
  readonly members?: Readonly<Record<string, string>>;
};

/** Errors that are the gateway's own and come from no service. */
const own = {
  'upstream-down': {
    status: 503,
    type: 'ServiceUnavailableException',
    message: 'The key gateway cannot reach the emulator behind it.',
  },
  'upstream-garbage': {
    status: 502,
    type: 'ServiceUnavailableException',
    message: 'The emulator behind the key gateway gave an answer that cannot be understood.',
  },
  undecided: {
    status: 503,
    type: 'ServiceUnavailableException',
    message: 'The key gateway could not read what decides this request, and so refuses it.',
  },
  'too-large': {
    status: 413,
    type: 'RequestEntityTooLargeException',
    message: 'The request is larger than any that this operation takes.',
  },
  'broken-body': {
    status: 400,
    type: 'SerializationException',
    message: 'The request broke off.',
  },
  'back-door': {
    status: 403,
    type: 'AccessDeniedException',
    message:
      'The key gateway does not pass on what the emulator serves without credentials. Ask the emulator itself.',
  },
} as const satisfies Record<string, AwsError>;

/** An error of the gateway's own by its name. */
export function awsError(name: keyof typeof own): AwsError {
  return own[name];
}

/**
 * Answers with an error in the form of the JSON 1.0 and 1.1 protocols.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 */
export function sendError(response: ServerResponse, error: AwsError): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify({ __type: error.type, message: error.message, ...error.members });
  response.writeHead(error.status, {
    'Content-Type': 'application/x-amz-json-1.0',
    'Content-Length': Buffer.byteLength(body),
    'x-amzn-RequestId': randomUUID(),
    'x-amzn-ErrorType': error.type,
  });
  response.end(body);
}
