import { denialMessage } from '../decision/denial-message.ts';
import { keyStateError } from '../kms/key-state.ts';
import type { KeyState, KmsKey } from '../kms/kms-key.ts';
import { type ApiRule, stepFunctionsApis } from './step-functions-apis.ts';
import type { KmsCall, StepFunctionsFailure } from './step-functions-decision.ts';
import type { StepFunctionsRequest } from './step-functions-request.ts';

/** Values of `kmsKeyState`. A state that is not in the API has the name of the most similar one. */
const keyStates: Readonly<Record<KeyState, string | undefined>> = {
  Enabled: undefined,
  Disabled: 'DISABLED',
  PendingDeletion: 'PENDING_DELETION',
  PendingReplicaDeletion: 'PENDING_DELETION',
  PendingImport: 'PENDING_IMPORT',
  Unavailable: 'UNAVAILABLE',
  Creating: 'CREATING',
  Updating: 'CREATING',
};

/**
 * Returns the error for configuring a key that is unusable regardless of policies: it is not symmetric or
 * not enabled.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 */
export function unfitKey(
  { api }: StepFunctionsRequest,
  key: KmsKey,
): StepFunctionsFailure | undefined {
  const rule: ApiRule = stepFunctionsApis[api];
  if (rule.badKey !== 'InvalidEncryptionConfiguration') return undefined;
  if (key.spec !== undefined && key.spec !== 'SYMMETRIC_DEFAULT') {
    return { name: rule.badKey, message: `${key.arn} is not a symmetric encryption key.` };
  }
  const error = keyStateError('Decrypt', key.state);
  return error && { name: rule.badKey, message: `${key.arn} ${error.text}.` };
}

/**
 * Returns the error for a denied call to KMS.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html#API_DescribeExecution_Errors
 */
export function failureOf(call: KmsCall, key: KmsKey): StepFunctionsFailure {
  const error = keyStateError(call.request.operation, key.state);
  if (call.verdict.rule === 'key-state' && error) {
    const kmsKeyState = keyStates[key.state];
    return {
      name: 'KmsInvalidStateException',
      message: `${key.arn} ${error.text}.`,
      ...(kmsKeyState === undefined ? {} : { kmsKeyState }),
    };
  }
  return { name: 'KmsAccessDeniedException', message: denialMessage(call.verdict) };
}
