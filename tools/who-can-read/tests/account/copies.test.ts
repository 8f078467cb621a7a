import {
  DescribeAccountPoliciesCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeExportCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  ListExportsCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readStack } from '../../account/index.ts';
import {
  addExecutionRole,
  addStack,
  arnOf,
  clients,
  emptyAccount,
  roleArn,
  services,
} from './mocked-stack.ts';
import { sdkError } from './sdk-error.ts';

const TABLE = arnOf('dynamodb', 'table/trades');
const STREAM = arnOf('kinesis', 'stream/changes');
const GROUP = arnOf('logs', 'log-group:workflow');
const MACHINE = arnOf('states', 'stateMachine:orders');

beforeEach(() => {
  emptyAccount();
  addExecutionRole('orders');
  addStack('shop', [
    ['Orders', 'AWS::StepFunctions::StateMachine', MACHINE],
    ['Trades', 'AWS::DynamoDB::Table', 'trades'],
  ]);
  logging(true);
  services.dynamoDB
    .on(DescribeTableCommand)
    .resolves({ Table: { TableArn: TABLE } })
    .on(DescribeKinesisStreamingDestinationCommand)
    .resolves({ KinesisDataStreamDestinations: [{ StreamArn: STREAM }] })
    .on(ListExportsCommand)
    .resolves({ ExportSummaries: [{ ExportArn: 'first' }, { ExportArn: 'second' }] })
    .on(DescribeExportCommand)
    .resolves({ ExportDescription: { S3Bucket: 'exported' } });
  services.logs
    .on(DescribeLogGroupsCommand)
    .resolves({ logGroups: [{ logGroupName: 'workflow' }] })
    .on(DescribeSubscriptionFiltersCommand)
    .resolves({ subscriptionFilters: [{ filterName: 'all', destinationArn: STREAM }] })
    .on(DescribeAccountPoliciesCommand)
    .resolves({
      accountPolicies: [
        { policyName: 'archive', policyDocument: `{"DestinationArn":"${STREAM}-archive"}` },
      ],
    });
});

function logging(includeExecutionData: boolean): void {
  services.stepFunctions.on(DescribeStateMachineCommand).resolves({
    ...{ stateMachineArn: MACHINE, name: 'orders', type: 'STANDARD', roleArn: roleArn('orders') },
    loggingConfiguration: {
      ...{ level: 'ALL', includeExecutionData },
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: `${GROUP}:*` } }],
    },
  });
}

const factsOf = async () => {
  const [facts] = await readStack(clients, 'shop');
  if (!facts) throw new Error('There is no state machine.');
  return facts;
};
const OF_TABLE = [
  { what: `changes of table trades, sent to Kinesis stream ${STREAM}`, arn: STREAM },
  { what: 'exports of table trades in bucket exported', arn: 'arn:aws:s3:::exported' },
];

describe('the copies of data of a deployed stack', () => {
  it('are streams and exports of tables, and subscriptions of log groups with data', async () => {
    expect((await factsOf()).copies).toEqual([
      ...OF_TABLE,
      {
        what: `events of the log groups of the account, sent to ${STREAM}-archive by account policy archive`,
        arn: `${STREAM}-archive`,
      },
      {
        what: `events of log group workflow, sent to ${STREAM} by subscription filter all`,
        arn: STREAM,
      },
    ]);
  });

  it('do not include subscriptions of log groups without data', async () => {
    logging(false);

    expect((await factsOf()).copies).toEqual(OF_TABLE);
    expect(services.logs.commandCalls(DescribeSubscriptionFiltersCommand)).toEqual([]);
  });

  it('are listed as not read if AWS denies the calls, and the rest is read', async () => {
    services.dynamoDB.on(ListExportsCommand).rejects(sdkError('AccessDeniedException'));
    services.logs.on(DescribeAccountPoliciesCommand).rejects(sdkError('AccessDeniedException'));
    const { copies, unread, unreadExtras } = await factsOf();

    expect(copies).toHaveLength(2);
    expect(unread).toEqual([]);
    expect(unreadExtras?.map(({ what }) => what)).toEqual([
      'exports of table trades',
      'subscription policies of the account',
    ]);
  });

  it('are listed as not read if an emulator does not support the call', async () => {
    const name = 'InvalidOperationException';
    const unknown = Object.assign(sdkError(name), { message: 'Unknown action: X.' });
    services.logs.on(DescribeAccountPoliciesCommand).rejects(unknown);

    expect((await factsOf()).unreadExtras?.map(({ code }) => code)).toEqual([name]);
  });

  it('cause an error if AWS rejects the operation as invalid', async () => {
    const invalid = sdkError('InvalidOperationException');
    services.logs.on(DescribeAccountPoliciesCommand).rejects(invalid);

    await expect(factsOf()).rejects.toThrow();
  });
});
