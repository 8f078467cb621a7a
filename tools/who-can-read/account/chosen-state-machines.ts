import type { StackResource } from './deployed-stacks.ts';
import { StackError } from './stack-error.ts';

/**
 * Returns the ARNs of the state machines of a stack: of all, or of the one that is named.
 * @param logicalId `Orders`, or `Child/Orders` for one of a nested stack.
 * @throws StackError when there is none, or none of that logical id.
 */
export function chosenStateMachines(
  resources: readonly StackResource[],
  logicalId: string | undefined,
): readonly string[] {
  const all = resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
  if (all.length === 0) {
    throw new StackError(
      'The stack has no state machine. Name another stack, or give --state-machine-arn ARN.',
    );
  }
  if (logicalId === undefined) return all.map(({ physicalId }) => physicalId);
  const exact = all.filter((one) => one.logicalId === logicalId);
  const nested = all.filter((one) => one.logicalId.endsWith(`/${logicalId}`));
  const found = exact.length > 0 ? exact : nested;
  if (found.length === 1) return found.map(({ physicalId }) => physicalId);
  const ids = (found.length > 1 ? found : all).map((one) => one.logicalId).join(', ');
  throw new StackError(
    found.length > 1
      ? `Several state machines have the logical id ${logicalId}. Give --state-machine one of: ${ids}`
      : `The stack has no state machine with the logical id ${logicalId}. Give --state-machine one of: ${ids}`,
  );
}
