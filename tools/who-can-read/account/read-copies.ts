import {
  type CloudWatchLogsClient,
  DescribeAccountPoliciesCommand,
  paginateDescribeSubscriptionFilters,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeExportCommand,
  DescribeKinesisStreamingDestinationCommand,
  type DynamoDBClient,
  paginateListExports,
} from '@aws-sdk/client-dynamodb';
import { parseArn } from '../arn.ts';
import { allItems } from './all-pages.ts';
import type { UnreadableLog } from './unreadable.ts';

/** A place that data is copied to. */
export interface CopyFacts {
  /** `changes of table orders, sent to Kinesis stream changes` */
  readonly what: string;
  readonly arn?: string;
}

/** Number of the newest exports of a table that are read. */
const EXPORTS = 20;

/**
 * Returns where CloudWatch Logs sends the events of a log group.
 * Needs logs:DescribeSubscriptionFilters.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/Subscriptions.html
 */
export async function readSubscriptions(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  log: UnreadableLog,
): Promise<readonly CopyFacts[]> {
  const list = () =>
    allItems(
      paginateDescribeSubscriptionFilters({ client: logs }, { logGroupName }),
      (page) => page.subscriptionFilters,
    );
  const filters = await log.attempt(`subscriptions of log group ${logGroupName}`, list, []);
  return filters.map(({ filterName, destinationArn: arn }) => ({
    what: `events of log group ${logGroupName}, sent to ${arn} by subscription filter ${filterName}`,
    ...(arn === undefined ? {} : { arn }),
  }));
}

/**
 * Returns where CloudWatch Logs sends the events of all log groups of the account.
 * Needs logs:DescribeAccountPolicies.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/logs/SubscriptionFilters-AccountLevel.html
 */
export async function readAccountSubscriptions(
  logs: CloudWatchLogsClient,
  log: UnreadableLog,
): Promise<readonly CopyFacts[]> {
  const list = async () => {
    const policyType = 'SUBSCRIPTION_FILTER_POLICY' as const;
    const { accountPolicies } = await logs.send(new DescribeAccountPoliciesCommand({ policyType }));
    return accountPolicies ?? [];
  };
  const found = await log.attempt('subscription policies of the account', list, []);
  return found.map(({ policyName, policyDocument = '' }) => {
    const arn = /"DestinationArn"\s*:\s*"([^"]+)"/.exec(policyDocument)?.[1];
    const to = arn ?? 'a destination';
    return {
      what: `events of the log groups of the account, sent to ${to} by account policy ${policyName}`,
      ...(arn === undefined ? {} : { arn }),
    };
  });
}

/**
 * Returns the Kinesis streams and buckets that hold data of a table.
 * Needs dynamodb:DescribeKinesisStreamingDestination, ListExports and DescribeExport.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.HowItWorks.html
 */
export async function readTableCopies(
  db: DynamoDBClient,
  tableArn: string,
  log: UnreadableLog,
): Promise<readonly CopyFacts[]> {
  const name = parseArn(tableArn).resource.replace('table/', '');
  const streams = await log.attempt(
    `Kinesis streams of table ${name}`,
    async () =>
      (await db.send(new DescribeKinesisStreamingDestinationCommand({ TableName: name })))
        .KinesisDataStreamDestinations ?? [],
    [],
  );
  const buckets = await log.attempt(
    `exports of table ${name}`,
    () => exportBuckets(db, tableArn),
    [],
  );
  const { partition } = parseArn(tableArn);
  return [
    ...streams.flatMap(({ StreamArn: arn }) =>
      arn === undefined
        ? []
        : [{ what: `changes of table ${name}, sent to Kinesis stream ${arn}`, arn }],
    ),
    ...buckets.map((bucket) => ({
      what: `exports of table ${name} in bucket ${bucket}`,
      arn: `arn:${partition}:s3:::${bucket}`,
    })),
  ];
}

async function exportBuckets(db: DynamoDBClient, TableArn: string): Promise<readonly string[]> {
  const pages = paginateListExports({ client: db }, { TableArn });
  const found = await allItems(pages, (page) => page.ExportSummaries);
  const buckets = new Set<string>();
  for (const { ExportArn } of found.slice(0, EXPORTS)) {
    const { ExportDescription } = await db.send(new DescribeExportCommand({ ExportArn }));
    if (ExportDescription?.S3Bucket) buckets.add(ExportDescription.S3Bucket);
  }
  return [...buckets];
}
