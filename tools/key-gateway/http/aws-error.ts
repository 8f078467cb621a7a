/** An error of an AWS service, whatever its protocol. */
export type AwsError = {
  readonly status: number;
  /** Becomes `__type`, by which SDKs choose the class they throw. */
  readonly type: string;
  readonly message: string;
  /** Further members of the error, such as `kmsKeyState`. */
  readonly members?: Readonly<Record<string, string>>;
};

/** Errors of the gateway itself, which no AWS service gives. */
const own = {
  'upstream-down': {
    status: 503,
    type: 'ServiceUnavailableException',
    message: 'The key gateway cannot reach the emulator behind it.',
  },
  'invalid-upstream-response': {
    status: 502,
    type: 'ServiceUnavailableException',
    message: 'The emulator behind the key gateway gave a response that is not valid.',
  },
  unknown: {
    status: 503,
    type: 'ServiceUnavailableException',
    message:
      'The key gateway could not read the facts for its decision, and so denies this request.',
  },
  'too-large': {
    status: 413,
    type: 'RequestEntityTooLargeException',
    message: 'The request is larger than the limit of this operation.',
  },
  'broken-body': {
    status: 400,
    type: 'SerializationException',
    message: 'The request was cut off.',
  },
  'too-many-bodies': {
    status: 503,
    type: 'ServiceUnavailableException',
    message: 'The key gateway receives too many large requests at the same time. Try again.',
  },
  'emulator-admin': {
    status: 403,
    type: 'AccessDeniedException',
    message:
      'The key gateway does not forward addresses that the emulator serves without credentials. Send the request to the emulator itself.',
  },
} as const satisfies Record<string, AwsError>;

/** Returns an error of the gateway itself by its name. */
export function ownError(name: keyof typeof own): AwsError {
  return own[name];
}

/** The error for a request that two readers might understand in two ways. */
export function unclearRequest(problem: string): AwsError {
  const message = `The key gateway cannot read this request in only one way: ${problem}`;
  return { status: 400, type: 'SerializationException', message };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html */
export const unrecognizedClient: AwsError = {
  status: 400,
  type: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};

/** The error for an operation that is not in the table: it is not forwarded. */
export function unknownOperation(operation: string): AwsError {
  const message = `The key gateway does not know the operation ${operation}.`;
  return { status: 400, type: 'UnknownOperationException', message };
}
