import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ExecutionStatus,
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListStateMachines,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { ExecutionPage, ExecutionView, HistoryEvent } from '../contract.ts';
import { BadRequestError } from '../errors.ts';
import { count, type JsonRecord, optionalText, text } from '../serve/parse-json.ts';
import type { CallTable } from './call-table.ts';
import { eventView, executionView, millis, stateMachineView } from './view-data.ts';

/** The largest page of both paged operations. */
const MAX_RESULTS = 1000;

type States = Pick<CallTable, Extract<keyof CallTable, `states:${string}`>>;

/** Calls of the Step Functions API. https://docs.aws.amazon.com/step-functions/latest/apireference/ */
export const statesCalls: States = {
  'states:ListStateMachines': async ({ stepFunctions: client }) => {
    const found = [];
    for await (const page of paginateListStateMachines({ client }, {})) {
      found.push(...(page.stateMachines ?? []));
    }
    return found.map(({ stateMachineArn: arn = '', name = '', type = '', creationDate }) => ({
      ...{ arn, name, type, createdAt: millis(creationDate) },
    }));
  },
  'states:DescribeStateMachine': async ({ stepFunctions }, input) =>
    stateMachineView(
      await stepFunctions.send(
        new DescribeStateMachineCommand({
          stateMachineArn: text(input, 'stateMachineArn'),
          ...included(input),
        }),
      ),
    ),
  'states:ListExecutions': ({ stepFunctions }, input) => list(stepFunctions, input),
  'states:DescribeExecution': async ({ stepFunctions }, input) =>
    executionView(
      await stepFunctions.send(
        new DescribeExecutionCommand({
          executionArn: text(input, 'executionArn'),
          ...included(input),
        }),
      ),
    ),
  'states:DescribeStateMachineForExecution': async ({ stepFunctions }, input) => {
    const executionArn = text(input, 'executionArn');
    const command = new DescribeStateMachineForExecutionCommand({ executionArn });
    return stateMachineView(await stepFunctions.send(command));
  },
  'states:GetExecutionHistory': ({ stepFunctions }, input) =>
    history(stepFunctions, text(input, 'executionArn'), count(input, 'after')),
  'states:StartExecution': async ({ stepFunctions }, input) => {
    const [own, name] = [optionalText(input, 'input'), optionalText(input, 'name')];
    const { executionArn: arn = '' } = await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: text(input, 'stateMachineArn'),
        ...(own === undefined ? {} : { input: own }),
        ...(name === undefined ? {} : { name }),
      }),
    );
    return { arn };
  },
  'states:StopExecution': async ({ stepFunctions }, input) => {
    const executionArn = text(input, 'executionArn');
    await stepFunctions.send(new StopExecutionCommand({ executionArn }));
    return {};
  },
};

function included(input: JsonRecord): { includedData?: 'METADATA_ONLY' } {
  return input['includedData'] === 'METADATA_ONLY' ? { includedData: 'METADATA_ONLY' } : {};
}

/** The newest executions of a state machine, so many as the page shows. */
async function list(client: SFNClient, input: JsonRecord): Promise<ExecutionPage> {
  const [stateMachineArn, limit] = [text(input, 'stateMachineArn'), count(input, 'limit')];
  const statusFilter = toStatus(optionalText(input, 'status'));
  const filter = statusFilter === undefined ? {} : { statusFilter };
  const found: ExecutionView[] = [];
  const pageSize = Math.min(limit, MAX_RESULTS);
  for await (const page of paginateListExecutions(
    { client, pageSize },
    { stateMachineArn, ...filter },
  )) {
    found.push(...(page.executions ?? []).map(executionView));
    if (found.length >= limit) {
      const more = found.length > limit || page.nextToken !== undefined;
      return { executions: newestFirst(found).slice(0, limit), more };
    }
  }
  return { executions: newestFirst(found), more: false };
}

/** AWS sorts the list by time, the emulator only roughly. */
const newestFirst = (executions: readonly ExecutionView[]): ExecutionView[] =>
  executions.toSorted((a, b) => b.startedAt - a.startedAt);

function toStatus(name: string | undefined): ExecutionStatus | undefined {
  if (name === undefined) return undefined;
  const status = Object.values(ExecutionStatus).find((one) => one === name);
  if (status) return status;
  throw new BadRequestError(`status must be one of ${Object.values(ExecutionStatus).join(', ')}.`);
}

/** The events of an execution after a known one. They are read from the end, the newest first. */
async function history(
  client: SFNClient,
  executionArn: string,
  after: number,
): Promise<readonly HistoryEvent[]> {
  const found: HistoryEvent[] = [];
  const reverseOrder = after > 0;
  const all = { executionArn, maxResults: MAX_RESULTS, includeExecutionData: true, reverseOrder };
  for await (const page of paginateGetExecutionHistory({ client }, all)) {
    const events = (page.events ?? []).map(eventView);
    found.push(...events.filter(({ id }) => id > after));
    if (reverseOrder && events.some(({ id }) => id <= after)) break;
  }
  return found.sort((a, b) => a.id - b.id);
}
