import type { StepFunctionsFailure } from '../../../access/index.ts';
import type { UnknownIdentity } from '../caller/identity.ts';
import type { AwsError } from '../wire/error.ts';

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
export function unknownCaller({ why }: UnknownIdentity): AwsError {
  return {
    status: 400,
    type: 'KmsAccessDeniedException',
    message: `${why} Without knowing who calls, nothing that a customer managed key protects is given out.`,
  };
}
