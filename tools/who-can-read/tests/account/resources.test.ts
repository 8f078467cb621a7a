import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  PolicyNotFoundException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { readLogGroup, readStateMachine, readTable, upperBound } from '../../account/index.ts';
import { sdkError } from './sdk-error.ts';

const at = { region: 'us-east-1' };
const sfn = mockClient(SFNClient);
const logs = mockClient(CloudWatchLogsClient);
const db = mockClient(DynamoDBClient);
const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:stock-trading';
const GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/x';
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/transactions';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-4333-8444-555555555555';

beforeEach(() => {
  for (const mock of [sfn, logs, db]) mock.reset();
});

describe('reading a state machine', () => {
  it('requests metadata only, and returns key, role and logging', async () => {
    sfn.on(DescribeStateMachineCommand, { includedData: 'METADATA_ONLY' }).resolves({
      ...{ stateMachineArn: MACHINE, name: 'stock-trading', type: 'STANDARD', roleArn: 'role' },
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: KEY,
        kmsDataKeyReusePeriodSeconds: 100,
      },
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: `${GROUP}:*` } }],
      },
    });

    expect(await readStateMachine(new SFNClient(at), MACHINE)).toEqual({
      ...{ arn: MACHINE, name: 'stock-trading', type: 'STANDARD', roleArn: 'role' },
      ...{ kmsKeyId: KEY, dataKeyReusePeriodSeconds: 100 },
      logging: { level: 'ALL', includeExecutionData: true, logGroupArns: [GROUP] },
    });
  });

  it('does not return a customer managed key if AWS owns the key', async () => {
    sfn.on(DescribeStateMachineCommand).resolves({
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    });

    expect(await readStateMachine(new SFNClient(at), MACHINE)).not.toHaveProperty('kmsKeyId');
  });
});

describe('reading a log group', () => {
  it('finds the log group with exactly that name', async () => {
    logs.on(DescribeLogGroupsCommand, { nextToken: undefined }).resolves({
      logGroups: [{ logGroupName: '/aws/vendedlogs/states/x-another', kmsKeyId: 'wrong' }],
      nextToken: 'more',
    });
    logs.on(DescribeLogGroupsCommand, { nextToken: 'more' }).resolves({
      logGroups: [{ logGroupName: '/aws/vendedlogs/states/x', kmsKeyId: KEY }],
    });

    expect(await readLogGroup(new CloudWatchLogsClient(at), `${GROUP}:*`)).toEqual({
      complete: true,
      value: { arn: GROUP, name: '/aws/vendedlogs/states/x', kmsKeyArn: KEY },
    });
  });

  it('distinguishes a missing log group from one that the caller cannot read', async () => {
    logs.on(DescribeLogGroupsCommand).resolvesOnce({ logGroups: [] });
    const client = new CloudWatchLogsClient(at);

    expect(await readLogGroup(client, GROUP)).toEqual({ complete: true, value: undefined });
    logs.on(DescribeLogGroupsCommand).rejects(sdkError('AccessDeniedException'));
    expect(await readLogGroup(client, GROUP)).toMatchObject({
      complete: false,
      unread: [{ what: 'log group /aws/vendedlogs/states/x' }],
    });
  });
});

async function tableThere() {
  const found = await readTable(new DynamoDBClient(at), TABLE);
  if (!found) throw new Error('There is no table.');
  return found;
}

describe('reading a table', () => {
  beforeEach(() => {
    db.on(DescribeTableCommand).resolves({
      Table: { TableArn: TABLE, SSEDescription: { KMSMasterKeyArn: KEY } },
    });
    db.on(GetResourcePolicyCommand).rejects(
      new PolicyNotFoundException({ message: 'none', $metadata: {} }),
    );
  });

  it('returns its key, and an absent policy', async () => {
    expect(await readTable(new DynamoDBClient(at), TABLE)).toEqual({
      complete: true,
      value: {
        ...{ arn: TABLE, name: 'transactions', kmsKeyArn: KEY },
        ...{ indexed: false, streamed: false, replicaArns: [] },
      },
    });
  });

  it('returns whether an index or a stream gives access to rows', async () => {
    db.on(DescribeTableCommand).resolves({
      Table: {
        TableArn: TABLE,
        GlobalSecondaryIndexes: [{ IndexName: 'by-date' }],
        LatestStreamArn: `${TABLE}/stream/2026-01-01T00:00:00.000`,
      },
    });

    const found = await tableThere();

    expect(upperBound(found)).toMatchObject({ indexed: true, streamed: true });
  });

  it('assumes that a policy that cannot be read allows every principal', async () => {
    db.on(GetResourcePolicyCommand).rejects(sdkError('AccessDeniedException'));
    const found = await tableThere();

    expect(found).toMatchObject({
      complete: false,
      unread: [{ what: 'policy of table transactions' }],
    });
    expect(upperBound(found).resourcePolicy?.statements).toMatchObject([
      { effect: 'Allow', principals: { patterns: [{ kind: 'everyone' }] } },
    ]);
  });

  it('reports that the caller cannot describe the table', async () => {
    db.on(DescribeTableCommand).rejects(sdkError('AccessDeniedException'));

    expect(await readTable(new DynamoDBClient(at), TABLE)).toMatchObject({
      complete: false,
      unread: [{ what: 'table transactions' }],
    });
  });

  it('returns undefined for a table that does not exist', async () => {
    db.on(DescribeTableCommand).rejects(
      new ResourceNotFoundException({ message: 'none', $metadata: {} }),
    );

    expect(await readTable(new DynamoDBClient(at), TABLE)).toBeUndefined();
  });

  it('names the replicas of a global table in other Regions, without the table itself', async () => {
    db.on(DescribeTableCommand).resolves({
      Table: {
        TableArn: TABLE,
        Replicas: [
          { RegionName: 'us-east-1', ReplicaArn: TABLE },
          { RegionName: 'eu-west-1' },
          { RegionName: 'eu-north-1', ReplicaArn: TABLE.replace('us-east-1', 'eu-north-1') },
        ],
      },
    });

    expect(upperBound(await tableThere()).replicaArns).toEqual([
      TABLE.replace('us-east-1', 'eu-west-1'),
      TABLE.replace('us-east-1', 'eu-north-1'),
    ]);
  });
});
