import {
  type CloudWatchLogsClient,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseArn } from '../arn.ts';
import { allItems } from './all-pages.ts';
import type { StackResource } from './deployed-stacks.ts';
import { knowledge, type PartialKnowledge, upperBound } from './partial-knowledge.ts';
import { unreadableLog } from './unreadable.ts';

/** A log group and the key that encrypts it. */
export interface LogGroupFacts {
  /** Without the `:*` at its end. */
  readonly arn: string;
  readonly name: string;
  /** Left out: encrypted with an AWS owned key of CloudWatch Logs. */
  readonly kmsKeyArn?: string;
  /** Whether a stack of the report created it (default: no). */
  readonly ofStack?: boolean;
}

/**
 * Returns a log group; undefined when there is none of that name.
 * Needs logs:DescribeLogGroups.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 * @param arn of the log group, with or without the `:*` at its end.
 * @throws what CloudWatch Logs throws, unless it denies access; InvalidArnError for a malformed ARN.
 */
export async function readLogGroup(
  logs: CloudWatchLogsClient,
  arn: string,
): Promise<PartialKnowledge<LogGroupFacts | undefined>> {
  const plain = arn.replace(/:\*$/, '');
  const name = parseArn(plain).resource.replace(/^log-group:/, '');
  const log = unreadableLog();
  const list = async (): Promise<LogGroupFacts | undefined> => {
    const pages = paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: name });
    const found = (await allItems(pages, (page) => page.logGroups)).find(
      ({ logGroupName }) => logGroupName === name,
    );
    if (!found) return undefined;
    return { arn: plain, name, ...(found.kmsKeyId ? { kmsKeyArn: found.kmsKeyId } : {}) };
  };
  return knowledge(await log.attempt(`log group ${name}`, list, { arn: plain, name }), log.unread);
}

/**
 * Returns the log groups of a stack and those that state machines write to. A group that cannot be
 * described stays in the list, without its key, because a reader does not need permission on that key.
 * @param arnStart `arn:aws:logs:us-east-1:123456789012`
 * @param destinations ARNs of log groups that state machines write to.
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
    if (group) found.push({ ...group, ofStack: own.includes(arn) });
  }
  return found;
}
