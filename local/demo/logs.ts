import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';

/** The log lines of a stack's functions that carry an execution's ARN, the oldest first. */
export async function functionLogs(
  logs: CloudWatchLogsClient,
  stackName: string,
  executionArn: string,
): Promise<{ group: string; line: string }[]> {
  const groups = ['check-price', 'buy', 'sell', 'save'].map((f) => `/aws/lambda/${stackName}/${f}`);
  const found = await Promise.all(
    groups.map(async (group) => {
      const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: group }));
      return (events ?? [])
        .filter(({ message }) => message?.includes(executionArn))
        .map(({ timestamp, message }) => ({
          group,
          line: (message ?? '').trim(),
          at: timestamp ?? 0,
        }));
    }),
  );
  return found
    .flat()
    .sort((a, b) => a.at - b.at)
    .map(({ group, line }) => ({ group, line }));
}
