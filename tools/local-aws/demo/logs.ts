import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, type LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DeadlineError } from 'helpers/errors';
import { poll } from 'helpers/poll';
import type { Clients } from '../aws/clients.ts';

/** A line that a function logged. */
export type FunctionLog = { group: string; message: string };

/** Lines arrive within this time if the machine is not very busy. */
const FIRST_TIMEOUT_MS = 2_000;
const TIMEOUT_MS = 10_000;

/**
 * Returns the log lines of a stack's functions that contain an execution's ARN, the oldest first.
 * They arrive a moment after the function has answered.
 *
 * @param expected number of lines to wait for, for at most about ten seconds.
 */
export async function functionLogs(
  { logs, lambda }: Pick<Clients, 'logs' | 'lambda'>,
  stackName: string,
  executionArn: string,
  expected: number,
): Promise<FunctionLog[]> {
  const groups = ['check-price', 'buy', 'sell', 'save'].map((f) => `/aws/lambda/${stackName}/${f}`);
  let found: FunctionLog[] = [];
  const enough = async (deadline: number): Promise<boolean> => {
    const ask = async (): Promise<true | undefined> => {
      found = await readLogs(logs, groups, executionArn);
      return found.length >= expected ? true : undefined;
    };
    return poll('The log of the functions', ask, { deadline }).catch((error) => {
      if (error instanceof DeadlineError) return false;
      throw error;
    });
  };
  if (await enough(FIRST_TIMEOUT_MS)) return found;
  const silent = groups.filter((group) => !found.some((one) => one.group === group));
  await callAgain(lambda, silent);
  await enough(TIMEOUT_MS);
  return found;
}

/**
 * Calls the functions that log to these groups with input that they reject. The emulator reads a
 * function's lines until 50 ms after its answer. On a busy machine later lines appear with the
 * function's next call.
 */
async function callAgain(lambda: LambdaClient, groups: readonly string[]): Promise<void> {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const late = Functions.filter(({ LoggingConfig }) =>
    groups.includes(LoggingConfig?.LogGroup ?? ''),
  );
  await Promise.all(
    late.map(({ FunctionName }) =>
      lambda.send(new InvokeCommand({ FunctionName, Payload: new TextEncoder().encode('{}') })),
    ),
  );
}

async function readLogs(
  logs: CloudWatchLogsClient,
  groups: readonly string[],
  executionArn: string,
): Promise<FunctionLog[]> {
  const found = await Promise.all(
    groups.map(async (group) => {
      const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: group }));
      return (events ?? [])
        .filter(({ message }) => message?.includes(executionArn))
        .map(({ message, timestamp }) => ({ group, ...read(message, timestamp) }));
    }),
  );
  return found
    .flat()
    .sort((a, b) => a.at - b.at)
    .map(({ group, message }) => ({ group, message }));
}

type Line = { level?: string; message?: string; timestamp?: string };

/** Returns level, message and time of a structured log line. Other lines stay as they are. */
function read(line = '', receivedAt = 0): { at: number; message: string } {
  const { level, message, timestamp = '' } = asObject(line);
  if (level === undefined || message === undefined) return { at: receivedAt, message: line.trim() };
  return { at: Date.parse(timestamp) || receivedAt, message: `${level} ${message}` };
}

/** A function's log format is a setting, so a line can be text. */
function asObject(line: string): Line {
  try {
    return Object(JSON.parse(line));
  } catch {
    return {};
  }
}
