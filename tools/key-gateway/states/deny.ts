import type { StepFunctionsFailure } from 'who-can-read';
import type { UnknownIdentity } from '../caller/identity.ts';
import { type AwsError, unrecognizedClient } from '../http/aws-error.ts';

/** A denial by the policy engine as Step Functions answers it: JSON 1.0, HTTP 400. */
export function deniedBy({ name, message, kmsKeyState }: StepFunctionsFailure): AwsError {
  return {
    status: 400,
    type: name,
    message,
    ...(kmsKeyState === undefined ? {} : { members: { kmsKeyState } }),
  };
}

/** The error for a caller that the gateway cannot identify. */
export function unknownCaller({ why, noSuchKey }: UnknownIdentity): AwsError {
  if (noSuchKey) return unrecognizedClient;
  const rest = 'An unknown caller gets nothing that a customer managed key protects.';
  return { status: 400, type: 'KmsAccessDeniedException', message: `${why} ${rest}` };
}
