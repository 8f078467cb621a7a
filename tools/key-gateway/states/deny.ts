import type { StepFunctionsFailure } from 'who-can-read';
import type { UnknownIdentity } from '../caller/identity.ts';
import type { AwsError } from '../http/error-response.ts';

/** A refusal of the access library as Step Functions answers it: JSON 1.0, HTTP 400. */
export function refusedBy({ name, message, kmsKeyState }: StepFunctionsFailure): AwsError {
  return {
    status: 400,
    type: name,
    message,
    ...(kmsKeyState === undefined ? {} : { members: { kmsKeyState } }),
  };
}

/** Nobody whom we cannot name is let at what a key protects. */
export function unknownCaller({ why, noSuchKey }: UnknownIdentity): AwsError {
  if (noSuchKey) return unrecognized;
  const rest = 'Nothing that a customer managed key protects is given to somebody unknown.';
  return { status: 400, type: 'KmsAccessDeniedException', message: `${why} ${rest}` };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html */
export const unrecognized: AwsError = {
  status: 400,
  type: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
