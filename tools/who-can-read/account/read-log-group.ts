import {
  type CloudWatchLogsClient,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseArn } from '../arn.ts';
import { allItems } from './all-pages.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { unreadableLog } from './unreadable.ts';

/** A log group and the key it lies under. */
export interface LogGroupFacts {
  /** Without the `:*` at its end. */
  readonly arn: string;
  readonly name: string;
  /** Left out: encrypted under a key of CloudWatch Logs' own. */
  readonly kmsKeyArn?: string;
}

/**
 * A log group; undefined when there is none of that name.
 * Needs logs:DescribeLogGroups.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 * @throws what CloudWatch Logs throws, unless it is a refusal.
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
