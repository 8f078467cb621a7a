import {
  ListExecutionsCommand,
  paginateListExecutions,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { poll } from 'helpers/poll';

/** The results of executions that started at once. */
export type ConcurrentExecutions = {
  /** Executions that succeeded a second, from the first start to the last end. */
  perSecond: number;
  /** From each StartExecution to the end of that execution, of those that succeeded. */
  milliseconds: readonly number[];
  /** Executions that did not start or did not succeed: a machine can be too slow for so many. */
  failed: number;
};

/** Clients of one address. */
export type Target = {
  /** Starts without retries: an execution without a name would run twice. */
  starts: SFNClient;
  looks: SFNClient;
};

/** Inputs of both branches in turn. */
const INPUTS = [42, 67].map((stock_price) => JSON.stringify({ ticker: 'AMZN', stock_price }));
const TIMEOUT_MS = 300_000;

/**
 * Starts executions all at once and waits until they have ended. The emulator, which records their
 * ends, uses the clock of this machine.
 *
 * @throws when none succeeds.
 */
export async function concurrentExecutions(
  { starts, looks }: Target,
  stateMachineArn: string,
  count: number,
): Promise<ConcurrentExecutions> {
  const begun = new Map<string, number>();
  const start = async (_: unknown, at: number): Promise<void> => {
    const now = Date.now();
    const input = INPUTS[at % INPUTS.length];
    const command = new StartExecutionCommand({ stateMachineArn, input });
    // A denied start counts as failed. The log of the gateway has the reason.
    const { executionArn } = await starts.send(command).catch(() => ({ executionArn: undefined }));
    if (executionArn !== undefined) begun.set(executionArn, now);
  };
  await Promise.all(Array.from({ length: count }, start));
  const running = { stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 } as const;
  await poll(
    'The end of all executions',
    async () => {
      const { executions = [] } = await looks.send(new ListExecutionsCommand(running));
      return executions.length === 0 ? true : undefined;
    },
    { every: 100, deadline: TIMEOUT_MS },
  );
  const ends = await endsOf(looks, stateMachineArn, new Set(begun.keys()));
  const good = [...ends].filter(([, { status }]) => status === 'SUCCEEDED');
  if (good.length === 0) throw new Error(`None of ${count} executions succeeded.`);
  const first = Math.min(...begun.values());
  const last = Math.max(...[...ends.values()].map(({ at }) => at));
  return {
    perSecond: good.length / ((last - first) / 1000),
    milliseconds: good.map(([arn, { at }]) => at - (begun.get(arn) ?? Number.NaN)),
    failed: count - good.length,
  };
}

type End = { status: string; at: number };

/** Returns the status of each execution, and its end in milliseconds since 1970. */
async function endsOf(
  client: SFNClient,
  stateMachineArn: string,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, End>> {
  const ends = new Map<string, End>();
  for await (const { executions = [] } of paginateListExecutions({ client }, { stateMachineArn })) {
    for (const { executionArn = '', status, stopDate } of executions) {
      if (!wanted.has(executionArn)) continue;
      if (!status || !stopDate) throw new Error(`An execution is ${status} and has no end date.`);
      ends.set(executionArn, { status, at: stopDate.getTime() });
    }
    if (ends.size === wanted.size) return ends;
  }
  throw new Error(`${wanted.size - ends.size} executions are not in the list.`);
}
