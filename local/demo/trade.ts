import { type AttributeValue, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  type ExecutionStatus,
  GetExecutionHistoryCommand,
} from '@aws-sdk/client-sfn';
import { type AwsCli, aws } from '../aws/cli.ts';
import type { Clients } from '../aws/clients.ts';
import { LocalError } from '../errors.ts';
import { poll } from '../process/poll.ts';
import type { StackOutputs } from '../stack/sam.ts';

/** One execution of the workflow, as the demo shows it. */
export type Trade = {
  executionArn: string;
  status: ExecutionStatus;
  /** Names of the states it entered, in order. */
  path: string[];
  /** Why it failed: error name and cause. */
  failure: string | undefined;
  /** What the execution gave back: the transaction, or undefined when it failed. */
  transaction: { id: string; type: string; price: number; quantity: number } | undefined;
  row: Record<string, AttributeValue> | undefined;
};

/** Starts an execution with the AWS CLI, as a person would, and gives back its ARN. */
export async function startExecution(
  cli: AwsCli,
  machine: string,
  input: unknown,
): Promise<string> {
  const started = await aws(cli, [
    ...['stepfunctions', 'start-execution'],
    ...['--state-machine-arn', machine, '--input', JSON.stringify(input)],
  ]);
  if (!isStarted(started)) throw new LocalError('start-execution gave back no execution ARN.');
  return started.executionArn;
}

/** Waits for the end of an execution and gathers what there is to see of it. */
export async function finishedTrade(
  { stepFunctions, dynamoDB }: Clients,
  { TransactionTableName }: StackOutputs,
  executionArn: string,
): Promise<Trade> {
  const ended = await poll('The end of the execution', async () => {
    const seen = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return seen.status === 'RUNNING' ? undefined : seen;
  });
  const history = await stepFunctions.send(new GetExecutionHistoryCommand({ executionArn }));
  const path = (history.events ?? []).flatMap(
    (event) => event.stateEnteredEventDetails?.name ?? [],
  );
  const transaction = ended.output ? JSON.parse(ended.output) : undefined;
  const row = transaction?.id
    ? await dynamoDB.send(
        new GetItemCommand({
          TableName: TransactionTableName,
          Key: { Id: { S: transaction.id } },
          ConsistentRead: true,
        }),
      )
    : undefined;
  const failure = ended.error && `${ended.error}: ${ended.cause ?? ''}`;
  return {
    executionArn,
    status: ended.status ?? 'FAILED',
    failure,
    path,
    transaction,
    row: row?.Item,
  };
}

function isStarted(value: unknown): value is { executionArn: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'executionArn' in value &&
    typeof value.executionArn === 'string'
  );
}
