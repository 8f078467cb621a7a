import { decideStepFunctions, parseArn } from 'who-can-read';
import { callerContext } from '../caller/request-context.ts';
import { machineOfRun, plainMachineArn } from '../emulator-state/state-machine-arn.ts';
import type { Reply } from '../requests/reply.ts';
import type { Call } from './authorize-states.ts';
import { refusedBy } from './deny.ts';

/** Errors by which Step Functions says that what an ARN names is not there. */
const ABSENT = [
  'StateMachineDoesNotExist',
  'ExecutionDoesNotExist',
  'InvalidArn',
  'ValidationException',
];

/** Whether an error says that something is not there, or by no right name. */
export function isAbsent(error: unknown): error is Error {
  return error instanceof Error && ABSENT.includes(error.name);
}

/**
 * The answer to a call on something that the emulator does not have: it is not passed on, since the
 * emulator might know it by another name than we do. Who may not call at all is told just that.
 *
 * @throws the error itself when it says anything else.
 */
export function notThere(error: unknown, call: Call): Reply {
  if (!isAbsent(error)) throw error;
  const absent = { status: 400, type: error.name, message: error.message };
  const { resource, api, caller, facts } = call;
  const arn = resource && (plainMachineArn(resource) ?? machineOfRun(resource));
  if (!arn || parseArn(arn).account !== call.scope.account) return { error: absent };
  const decision = decideStepFunctions({
    api,
    caller,
    target: { kind: 'state-machine', arn, encryption: { type: 'AWS_OWNED_KEY' } },
    context: { ...callerContext(facts), 'states:StateMachineQualifier': call.qualifier ?? null },
    ...(resource ? { resource } : {}),
  });
  return { error: decision.error ? refusedBy(decision.error) : absent };
}
