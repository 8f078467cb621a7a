import { AccessError } from '../errors.ts';
import type { StackResource } from './stack-resources.ts';

/** A stack that has not just one workflow to report on. */
export class StackError extends AccessError {
  override readonly name = 'StackError';
}

/**
 * ARN of the one state machine of a stack, or of the one that is named.
 * @throws StackError when that is not one.
 */
export function stateMachineOf(
  resources: readonly StackResource[],
  logicalId: string | undefined,
): string {
  const all = resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
  const chosen = logicalId === undefined ? all : all.filter((one) => one.logicalId === logicalId);
  const [machine] = chosen;
  if (machine && chosen.length === 1) return machine.physicalId;
  const ids = all.map((one) => one.logicalId).join(', ');
  throw new StackError(
    all.length === 0
      ? 'the stack has no state machine'
      : `which state machine is meant? Name one with --state-machine: ${ids}`,
  );
}
