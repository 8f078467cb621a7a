import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** Details that are not execution data: names, ARNs and numbers. */
const WITHOUT_DATA = new Set([
  'heartbeatInSeconds',
  'index',
  'length',
  'mapRunArn',
  'name',
  'redriveCount',
  'region',
  'resource',
  'resourceType',
  'roleArn',
  'stateMachineAliasArn',
  'stateMachineVersionArn',
  'timeoutInSeconds',
]);

/**
 * An event of an execution's history as Step Functions writes it to CloudWatch Logs. Without
 * execution data, only details that are certainly not data are kept. Assumption: error and cause
 * count as data, as in DescribeExecution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export function logLine(
  event: HistoryEvent,
  executionArn: string,
  includeExecutionData: boolean,
): string {
  const { id = 0, type = '', timestamp, previousEventId = id - 1 } = event;
  const [, details = {}] =
    Object.entries(event).find(([name]) => name.endsWith('EventDetails')) ?? [];
  const shown = Object.entries(details).filter(
    ([name, value]) => value !== undefined && (includeExecutionData || WITHOUT_DATA.has(name)),
  );
  return JSON.stringify({
    id: String(id),
    type,
    details: Object.fromEntries(shown),
    redrive_count: '0',
    previous_event_id: String(previousEventId),
    event_timestamp: String(timestamp?.getTime() ?? 0),
    execution_arn: executionArn,
  });
}
