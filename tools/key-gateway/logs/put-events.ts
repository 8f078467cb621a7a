import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from '@aws-sdk/client-cloudwatch-logs';

/** A line with the time of its event, in milliseconds. */
export type LogEntry = { readonly timestamp: number; readonly message: string };

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_BATCH = 1000;

/**
 * Writes lines to a stream of a log group, and creates the stream if it does not exist.
 *
 * @throws what CloudWatch Logs throws: ResourceNotFoundException when there is no such group.
 */
export async function putLines(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  logStreamName: string,
  entries: readonly LogEntry[],
): Promise<void> {
  await logs
    .send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
    .catch((error: unknown) => {
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    });
  const sorted = entries.toSorted((a, b) => a.timestamp - b.timestamp);
  for (let at = 0; at < sorted.length; at += MAX_BATCH) {
    const logEvents = sorted.slice(at, at + MAX_BATCH);
    await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
  }
}

/** The stream of a state machine, as Step Functions names them: one a minute and delivery. */
export function streamName(stateMachineArn: string, at: Date, id: string): string {
  const name = stateMachineArn.slice(stateMachineArn.lastIndexOf(':') + 1);
  const minute = at.toISOString().slice(0, 16).replace(/[T:]/g, '-');
  return `states/${name}/${minute}/${id}`;
}
