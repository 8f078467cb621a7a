import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, type ExecutionStatus } from '@aws-sdk/client-sfn';
import { poll } from 'helpers/poll';
import type { Clients } from '../aws/clients.ts';
import type { StackOutputs } from '../stack/sam.ts';

/** The facts of an execution that are visible without the key. */
export type Trade = {
  status: ExecutionStatus;
  /** Names of the states it entered, in order, from the state machine's log group. */
  path: string[];
  /** The rows of the table that this execution wrote. */
  rows: Record<string, AttributeValue>[];
};

/** Waits for the end of an execution, and returns its facts that are visible without the key. */
export async function finishedTrade(
  sdk: Clients,
  stack: StackOutputs,
  executionArn: string,
): Promise<Trade> {
  const status = await poll('The end of the execution', async () => {
    const command = new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' });
    const seen = await sdk.stepFunctions.send(command);
    return seen.status === 'RUNNING' ? undefined : seen.status;
  });
  const [path, rows] = await Promise.all([
    statesEntered(sdk, stack.StateMachineLogGroupName, executionArn),
    rowsOf(sdk, stack.TransactionTableName, executionArn),
  ]);
  return { status, path, rows };
}

/** Returns the rows that an execution wrote: one, or none when it failed. */
export async function rowsOf({ dynamoDB }: Clients, table: string, executionArn: string) {
  const { Items } = await dynamoDB.send(
    new ScanCommand({
      TableName: table,
      ConsistentRead: true,
      FilterExpression: 'ExecutionId = :execution',
      ExpressionAttributeValues: { ':execution': { S: executionArn } },
    }),
  );
  return Items ?? [];
}

type LoggedEvent = { type: string; details?: { name?: string } };

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
async function statesEntered({ logs }: Clients, logGroupName: string, executionArn: string) {
  const events = await poll('The delivery of the log', async () => {
    const answer = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    const ofThis = (answer.events ?? [])
      .filter(({ message }) => message?.includes(executionArn))
      .map(({ message }): LoggedEvent => JSON.parse(message ?? '{}'));
    const ended = ofThis.some(({ type }) =>
      /^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(type),
    );
    return ended ? ofThis : undefined;
  });
  return events.flatMap(({ type, details }) =>
    type.endsWith('StateEntered') ? (details?.name ?? []) : [],
  );
}
