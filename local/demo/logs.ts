import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';

/** The log lines of a stack's functions that carry an execution's ARN, the oldest first. */
export async function functionLogs(
  logs: CloudWatchLogsClient,
  stackName: string,
  executionArn: string,
): Promise<{ group: string; message: string }[]> {
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
