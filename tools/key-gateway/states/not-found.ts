import { decideStepFunctions, parseArn } from 'who-can-read';
import { callerContext } from '../caller/request-context.ts';
import {
  plainStateMachineArn,
  stateMachineOfExecution,
} from '../emulator-state/state-machine-arn.ts';
import type { AwsError } from '../http/aws-error.ts';
import type { Call } from './authorize.ts';
import { deniedBy } from './deny.ts';

/** Errors of Step Functions for an ARN of a missing resource. */
const NOT_FOUND = [
  'StateMachineDoesNotExist',
  'ExecutionDoesNotExist',
  'InvalidArn',
  'ValidationException',
];

/** Whether an error says that a resource does not exist, or that its name is not valid. */
export function isNotFound(error: unknown): error is Error {
  return error instanceof Error && NOT_FOUND.includes(error.name);
}

/**
 * The error for a call on a resource that the emulator does not have. The call is not forwarded,
 * because the emulator could know the resource by another name. A caller without permission for the
 * operation learns only that.
 */
export function deniedOrNotFound(error: Error, call: Call): { readonly error: AwsError } {
  const notFound = { status: 400, type: error.name, message: error.message };
  const { resource, api, caller, facts } = call;
  const arn = resource && (plainStateMachineArn(resource) ?? stateMachineOfExecution(resource));
  if (!arn || parseArn(arn).account !== call.scope.account) return { error: notFound };
  const decision = decideStepFunctions({
    api,
    caller,
    target: { kind: 'state-machine', arn, encryption: { type: 'AWS_OWNED_KEY' } },
    context: { ...callerContext(facts), 'states:StateMachineQualifier': call.qualifier ?? null },
    ...(resource ? { resource } : {}),
  });
  return { error: decision.error ? deniedBy(decision.error) : notFound };
}
