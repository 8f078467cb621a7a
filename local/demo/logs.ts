import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeadlineError } from '../errors.ts';
import { poll } from '../process/poll.ts';

/** A line that a function logged. */
export type FunctionLog = { group: string; message: string };

const PATIENCE_MS = 10_000;

/**
 * The log lines of a stack's functions that carry an execution's ARN, the oldest first. They come a
 * moment after the function has answered.
 *
 * @param expected is waited for: so many lines, or what there is after ten seconds.
 */
export async function functionLogs(
  logs: CloudWatchLogsClient,
  stackName: string,
  executionArn: string,
  expected: number,
): Promise<FunctionLog[]> {
  let found: FunctionLog[] = [];
  const enough = async (): Promise<true | undefined> => {
    found = await readLogs(logs, stackName, executionArn);
    return found.length >= expected ? true : undefined;
  };
  await poll('The log of the functions', enough, { deadline: PATIENCE_MS }).catch((error) => {
    if (!(error instanceof DeadlineError)) throw error;
  });
  return found;
}

async function readLogs(
  logs: CloudWatchLogsClient,
  stackName: string,
  executionArn: string,
): Promise<FunctionLog[]> {
  const groups = ['check-price', 'buy', 'sell', 'save'].map((f) => `/aws/lambda/${stackName}/${f}`);
  const found = await Promise.all(
    groups.map(async (group) => {
      const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: group }));
      return (events ?? [])
        .filter(({ message }) => message?.includes(executionArn))
        .map(({ timestamp, message }) => ({ group, at: timestamp ?? 0, message: text(message) }));
    }),
  );
  return found
    .flat()
    .sort((a, b) => a.at - b.at)
    .map(({ group, message }) => ({ group, message }));
}

/** Level and message of a structured log line, which has a dozen fields more. */
function text(line = ''): string {
  const { level, message }: { level?: string; message?: string } = JSON.parse(line);
  return `${level} ${message}`;
}
