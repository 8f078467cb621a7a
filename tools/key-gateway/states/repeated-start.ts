import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { partitionOf } from 'helpers/partition';
import {
  plainStateMachineArn,
  stateMachineOfExecution,
} from '../emulator-state/state-machine-arn.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { Reply } from '../http/reply.ts';
import type { LoadedTargets } from './encrypted-target.ts';

/**
 * Returns what AWS answers to a StartExecution with the name and the input of a running execution of
 * a standard state machine: the execution itself. The emulator answers ExecutionAlreadyExists.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 *
 * @returns undefined for any other answer of the emulator.
 * @throws InvalidUpstreamResponseError, and the errors of Step Functions.
 */
export async function repeatedStart(
  request: ProtectedRequest,
  { scope }: LoadedTargets,
  answer: Answer,
  { adminClients, state }: GatewayContext,
): Promise<Reply | undefined> {
  if (request.operation !== 'StartExecution') return undefined;
  const { __type: type } = answerJson(answer);
  const isRepeated = String(type).split('#').at(-1) === 'ExecutionAlreadyExists';
  const named = text(request, 'stateMachineArn') ?? '';
  const stateMachineArn = plainStateMachineArn(named);
  const name = text(request, 'name');
  if (!isRepeated || stateMachineArn === undefined || name === undefined) return undefined;
  if ((await state.stateMachine(scope, stateMachineArn)).type !== 'STANDARD') return undefined;
  const { account, region } = scope;
  const stateMachineName = stateMachineArn.slice(stateMachineArn.lastIndexOf(':') + 1);
  const partition = stateMachineArn.split(':')[1] ?? partitionOf(region);
  const executionArn = `arn:${partition}:states:${region}:${account}:execution:${stateMachineName}:${name}`;
  if (stateMachineOfExecution(executionArn) !== stateMachineArn) return undefined;
  const found = await adminClients
    .of(account, region)
    .sfn.send(new DescribeExecutionCommand({ executionArn }));
  const isSame = found.status === 'RUNNING' && found.input === (text(request, 'input') ?? '{}');
  if (!isSame) return undefined;
  const startDate = (found.startDate?.getTime() ?? 0) / 1000;
  return {
    answer: { ...answer, status: 200, statusMessage: 'OK' },
    body: Buffer.from(JSON.stringify({ executionArn, startDate })),
  };
}
