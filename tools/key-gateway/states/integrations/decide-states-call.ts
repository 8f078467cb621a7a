import { type StepFunctionsApi, stepFunctionsApis } from 'who-can-read';
import { stateMachineOfExecution } from '../../emulator-state/state-machine-arn.ts';
import type { GatewayContext } from '../../gateway-context.ts';
import { authorizeTargets, denialOf } from '../authorize.ts';
import type { EncryptedTarget } from '../encrypted-target.ts';
import { targetsOfActivity, targetsOfExecution, targetsOfStateMachine } from '../load-targets.ts';
import { isNotFound } from '../not-found.ts';
import { type CallingStateMachine, factsNow } from './decide-call.ts';
import type { TaskCall } from './task-calls.ts';

/** Operations that return protected data, or start protected executions. */
const BY_TARGET: Readonly<Record<string, readonly [api: StepFunctionsApi, parameter: string]>> = {
  describeexecution: ['DescribeExecution', 'ExecutionArn'],
  describestatemachine: ['DescribeStateMachine', 'StateMachineArn'],
  describestatemachineforexecution: ['DescribeStateMachineForExecution', 'ExecutionArn'],
  getactivitytask: ['GetActivityTask', 'ActivityArn'],
  getexecutionhistory: ['GetExecutionHistory', 'ExecutionArn'],
  startexecution: ['StartExecution', 'StateMachineArn'],
  startsyncexecution: ['StartSyncExecution', 'StateMachineArn'],
};

/**
 * Decides a call of a state to Step Functions by the key of the resource that it names: the execution
 * role is then the caller. `startExecution.sync` returns the output, so it counts as a read too.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 *
 * @returns why AWS would deny it, or why the gateway cannot decide; undefined when it is allowed.
 * @throws IncompleteStateError, and the errors of IAM, KMS and Step Functions.
 */
export async function whyNotStatesCall(
  { resource, parameters }: TaskCall,
  stateMachine: CallingStateMachine,
  context: GatewayContext,
): Promise<string | undefined> {
  const name = /:([a-zA-Z]+)(\.[^:]*)?(:2)?$/.exec(String(resource))?.[1]?.toLowerCase();
  const row = name === undefined ? undefined : BY_TARGET[name];
  if (!row) return undefined;
  const [api, parameter] = row;
  const found = parameters.get(parameter);
  if (found.kind !== 'static' || typeof found.value !== 'string') {
    // Any execution role can start an execution, so the role's own policy has decided already.
    return api === 'StartExecution' && !String(resource).includes('.sync')
      ? undefined
      : `The input decides what ${api} reads, so the key gateway cannot determine its key.`;
  }
  const arn = found.value;
  const targets = await targetsOf(api, arn, stateMachine, context).catch((error: unknown) => {
    // The call fails then, as on AWS.
    if (isNotFound(error)) return [];
    throw error;
  });
  const apis: readonly StepFunctionsApi[] =
    api === 'StartExecution' && String(resource).includes('.sync')
      ? [api, 'DescribeExecution']
      : [api];
  for (const one of apis) {
    const isResource = stepFunctionsApis[one] === stepFunctionsApis[api];
    const call = {
      ...{ api: one, scope: stateMachine.scope, caller: stateMachine.role },
      facts: factsNow(stateMachine, context),
      resource: isResource ? arn : `${arn.replace(':stateMachine:', ':execution:')}:any`,
    };
    const error = denialOf(await authorizeTargets(call, targets, context.state))?.decision.error;
    if (error) return error.message;
  }
  return undefined;
}

async function targetsOf(
  api: StepFunctionsApi,
  arn: string,
  { scope }: CallingStateMachine,
  context: GatewayContext,
): Promise<readonly EncryptedTarget[]> {
  if (api === 'GetActivityTask') return targetsOfActivity(arn, context);
  return stateMachineOfExecution(arn) === undefined
    ? targetsOfStateMachine(context, scope, arn)
    : targetsOfExecution(context, scope, arn);
}
