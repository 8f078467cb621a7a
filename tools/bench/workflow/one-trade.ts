import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetExecutionHistoryCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Clients } from 'local-aws/aws/clients';
import { finishedTrade } from 'local-aws/demo/trade';
import type { StackOutputs } from 'local-aws/stack/sam';
import { transitionsOf } from './transitions.ts';

/** The metrics of one execution. */
export type OneTrade = {
  /** State transitions as AWS would bill them: counted from the history, retries included. */
  transitions: number;
  /** Bytes of log lines as they are billed. */
  loggedBytes: { workflow: number; functions: number };
};

const FUNCTIONS = ['check-price', 'buy', 'sell', 'save'] as const;

/** Bytes that CloudWatch Logs adds to each event. */
const EVENT_OVERHEAD = 26;

/**
 * Trades once and counts.
 *
 * @param through clients of the gateway, which delivers the log.
 * @param behind clients of the emulator itself, which does not enforce the key.
 */
export async function oneTrade(
  through: Clients,
  behind: Clients,
  outputs: StackOutputs,
  stockPrice: number,
): Promise<OneTrade> {
  const { executionArn = '' } = await through.stepFunctions.send(
    new StartExecutionCommand({
      stateMachineArn: outputs.StockTradingStateMachineArn,
      input: JSON.stringify({ ticker: 'AMZN', stock_price: stockPrice }),
    }),
  );
  const { status } = await finishedTrade(through, outputs, executionArn);
  if (status !== 'SUCCEEDED') throw new Error(`The execution is ${status}.`);
  const { events = [] } = await behind.stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  const entered = events.flatMap(({ stateEnteredEventDetails: entry }) => entry?.name ?? []);
  const { workflow, functions } = logGroupsOf(outputs);
  return {
    transitions: transitionsOf(entered),
    loggedBytes: {
      workflow: await loggedBytes(behind, workflow, executionArn),
      functions: await loggedBytes(behind, functions, executionArn),
    },
  };
}

function logGroupsOf({ StateMachineLogGroupName: workflow }: StackOutputs) {
  const stack = workflow.slice(workflow.lastIndexOf('/') + 1);
  const functions = FUNCTIONS.map((name) => `/aws/lambda/${stack}/${name}`);
  return { workflow: [workflow], functions };
}

async function loggedBytes(
  { logs }: Clients,
  groups: readonly string[],
  executionArn: string,
): Promise<number> {
  let bytes = 0;
  for (const logGroupName of groups) {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    for (const { message = '' } of events.filter((each) => each.message?.includes(executionArn))) {
      bytes += Buffer.byteLength(message) + EVENT_OVERHEAD;
    }
  }
  return bytes;
}
