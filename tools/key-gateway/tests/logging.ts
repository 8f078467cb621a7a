import { CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateStateMachineCommand } from '@aws-sdk/client-sfn';
import { poll } from 'helpers/poll';
import { LOCAL } from 'local-aws/aws/environment';
import { definition, ended, startOne } from 'test-fixtures/encrypted-workflow';
import type { GatewayFixture, Json } from 'test-fixtures/gateway-fixture';

const LOGS = `arn:aws:logs:${LOCAL.region}:${LOCAL.account}:*`;
export const DELIVERY = [
  ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery'],
  ...['logs:DeleteLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy'],
  ...['logs:DescribeResourcePolicies', 'logs:DescribeLogGroups'],
];
export const onLogs = { StringEquals: { 'kms:EncryptionContext:SourceArn': LOGS } };
export const deliveryMayDecrypt: Json = {
  Sid: 'LogDelivery',
  Effect: 'Allow',
  Principal: { Service: 'delivery.logs.amazonaws.com' },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: onLogs,
};

/** A line of an execution's log. */
type Line = {
  type: string;
  details: object;
  execution_arn: string;
  logStreamName: string;
};

type Logging = { level: 'ALL' | 'ERROR' | 'FATAL'; includeExecutionData: boolean };

type Logged = { logGroupName: string; stateMachineArn: string };

/** Creates a state machine with a key and its own log group. */
export async function logged(
  fixture: GatewayFixture,
  name: string,
  roleArn: string,
  kmsKeyId: string,
  logging: Logging,
): Promise<Logged> {
  const logGroupName = `/aws/vendedlogs/states/${name}`;
  await fixture.sdk().logs.send(new CreateLogGroupCommand({ logGroupName }));
  const logGroupArn = `arn:aws:logs:${LOCAL.region}:${LOCAL.account}:log-group:${logGroupName}:*`;
  const { stateMachineArn = '' } = await fixture.sdk().stepFunctions.send(
    new CreateStateMachineCommand({
      name,
      roleArn,
      definition: definition(),
      loggingConfiguration: {
        ...logging,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
      },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId },
    }),
  );
  return { logGroupName, stateMachineArn };
}

export const lines = async (fixture: GatewayFixture, logGroupName: string): Promise<Line[]> => {
  const { events = [] } = await fixture
    .sdk()
    .logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.map(({ message = '', logStreamName = '' }) => ({
    ...JSON.parse(message),
    logStreamName,
  }));
};

/** Runs an execution and waits until its last event is in the log. @returns its lines. */
export async function logOf(
  fixture: GatewayFixture,
  { logGroupName, stateMachineArn }: Logged,
): Promise<Line[]> {
  const executionArn = await startOne(fixture, stateMachineArn);
  await ended(fixture, executionArn);
  return poll('The log of the execution', async () => {
    const own = (await lines(fixture, logGroupName)).filter(
      (line) => line.execution_arn === executionArn,
    );
    return own.some(({ type }) => type === 'ExecutionSucceeded') ? own : undefined;
  });
}

/** A template whose state machine `made` logs to the group of its parameter `GroupName`. */
export function stackThatLogs(roleArn: string): string {
  const template = {
    Parameters: {
      Level: { Type: 'String', Default: 'ALL' },
      GroupName: { Type: 'String' },
      // Each template of the CDK has such a parameter.
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/made/version' },
    },
    Resources: {
      Group: {
        Type: 'AWS::Logs::LogGroup',
        Properties: { LogGroupName: { Ref: 'GroupName' } },
      },
      StateMachine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'made',
          RoleArn: roleArn,
          DefinitionString: definition(),
          LoggingConfiguration: {
            Level: { Ref: 'Level' },
            IncludeExecutionData: false,
            Destinations: [
              { CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['Group', 'Arn'] } } },
            ],
          },
        },
      },
    },
  };
  return JSON.stringify(template);
}
