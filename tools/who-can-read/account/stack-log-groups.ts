import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { upperBound } from './partial-knowledge.ts';
import { type LogGroupFacts, readLogGroup } from './read-log-group.ts';
import type { StackResource } from './stack-resources.ts';

/**
 * The log groups of a stack, and those of other places that its state machine writes to. A group
 * that may not be described stays in the list, without its key: who reads needs no right on that.
 */
export async function readLogGroups(
  logs: CloudWatchLogsClient,
  arnStart: string,
  destinations: readonly string[],
  resources: readonly StackResource[],
): Promise<readonly LogGroupFacts[]> {
  const own = resources
    .filter(({ type }) => type === 'AWS::Logs::LogGroup')
    .map(({ physicalId }) => `${arnStart}:log-group:${physicalId}`);
  const found: LogGroupFacts[] = [];
  for (const arn of new Set([...destinations, ...own])) {
    const group = upperBound(await readLogGroup(logs, arn));
    if (group) found.push(group);
  }
  return found;
}
