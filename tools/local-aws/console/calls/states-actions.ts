import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListExecutionsCommand,
  paginateGetExecutionHistory,
  paginateListStateMachines,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Clients } from '../../aws/clients.ts';
import type { HistoryEvent } from '../contract.ts';
import { type JsonRecord, optionalText, text } from '../serve/parse-json.ts';
import type { CallTable } from './call-table.ts';
import { eventView, executionView, machineView, millis } from './view-data.ts';

/** The newest that a list shows. */
const PAGE_SIZE = 100;

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
    machineView(
      await stepFunctions.send(
        new DescribeStateMachineCommand({
          stateMachineArn: text(input, 'stateMachineArn'),
          ...included(input),
        }),
      ),
    ),
  'states:ListExecutions': async ({ stepFunctions }, input) => {
    const stateMachineArn = text(input, 'stateMachineArn');
    const command = new ListExecutionsCommand({ stateMachineArn, maxResults: PAGE_SIZE });
    const { executions = [] } = await stepFunctions.send(command);
    return executions.map(executionView).sort((a, b) => b.startedAt - a.startedAt);
  },
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
    return machineView(await stepFunctions.send(command));
  },
  'states:GetExecutionHistory': (clients, input) => history(clients, text(input, 'executionArn')),
  'states:StartExecution': async ({ stepFunctions }, input) => {
    const own = optionalText(input, 'input');
    const { executionArn: arn = '' } = await stepFunctions.send(
      new StartExecutionCommand({
        stateMachineArn: text(input, 'stateMachineArn'),
        ...(own === undefined ? {} : { input: own }),
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

async function history(
  { stepFunctions: client }: Clients,
  executionArn: string,
): Promise<readonly HistoryEvent[]> {
  const found: HistoryEvent[] = [];
  const all = { executionArn, maxResults: 1000, includeExecutionData: true };
  for await (const page of paginateGetExecutionHistory({ client }, all)) {
    found.push(...(page.events ?? []).map(eventView));
  }
  return found;
}
