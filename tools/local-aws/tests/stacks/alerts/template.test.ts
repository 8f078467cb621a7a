import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createStack } from 'test-fixtures/create-stack';
import { type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { ACCOUNT, textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate } from 'who-can-read';
import { ALERTS, parametersFor, RULES } from './alert-rules.ts';

const { start, timeout } = gatewayFixtureForTests();
const { Resources, Parameters } = Object(parseTemplate(textOf(ALERTS)));
const statementsOf = (id: string, policy: string) => Resources[id].Properties[policy].Statement;
const alarms = Object.entries<{ Type: string; Condition?: string; Properties: object }>(
  Resources,
).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm');
const OF_THE_WORKFLOW = [
  { Name: 'StateMachineArn', Value: { Ref: 'StockTradingStateMachineArn' } },
];

describe('the key of the alerts', () => {
  it('has these statements and no others', () => {
    expect(statementsOf('AlertKmsKey', 'KeyPolicy').map(({ Sid }: { Sid: string }) => Sid)).toEqual(
      ['AdministerWithoutUse', 'AlertsArePublished'],
    );
  });

  it('is for EventBridge and CloudWatch, and for this topic only', () => {
    expect(statementsOf('AlertKmsKey', 'KeyPolicy')[1]).toEqual({
      Sid: 'AlertsArePublished',
      Effect: 'Allow',
      Principal: { Service: ['events.amazonaws.com', 'cloudwatch.amazonaws.com'] },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:EncryptionContext:aws:sns:topicArn': {
            'Fn::Sub':
              'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}',
          },
        },
      },
    });
    expect(Resources.AlertTopic.Properties).toEqual({
      TopicName: { Ref: 'AWS::StackName' },
      KmsMasterKeyId: { 'Fn::GetAtt': ['AlertKmsKey', 'Arn'] },
    });
  });

  it('cannot be used or granted by its administrators', () => {
    const [{ Action }] = statementsOf('AlertKmsKey', 'KeyPolicy');
    expect(Action).toContain('kms:PutKeyPolicy');
    expect(Action.join()).not.toMatch(/\*|Encrypt|Decrypt|GenerateDataKey|CreateGrant/);
  });
});

describe('the alarms', () => {
  it('watch executions that fail, time out or are aborted, and missing logs', () => {
    expect(alarms.map(([id]) => id)).toEqual([
      'ExecutionsFailedAlarm',
      'ExecutionsTimedOutAlarm',
      'ExecutionsAbortedAlarm',
      'LogsMissingAlarm',
    ]);
  });

  it.each(alarms)(
    '%s writes to the topic and stays in the OK state without data',
    (_id, { Properties }) => {
      expect(Properties).toMatchObject({
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'AlertTopic' }],
      });
    },
  );

  it.each([
    ['ExecutionsFailedAlarm', 'ExecutionsFailed'],
    ['ExecutionsTimedOutAlarm', 'ExecutionsTimedOut'],
    ['ExecutionsAbortedAlarm', 'ExecutionsAborted'],
  ])('%s counts %s of the workflow', (id, MetricName) => {
    expect(Resources[id].Properties).toMatchObject({
      ...{ Namespace: 'AWS/States', MetricName, Dimensions: OF_THE_WORKFLOW },
      ...{ Statistic: 'Sum', Period: 300, EvaluationPeriods: 1 },
    });
  });

  it('compare started executions with log events, and treat a missing metric as zero', () => {
    const { Metrics, EvaluationPeriods } = Resources.LogsMissingAlarm.Properties;
    const [started, logged, missing] = Metrics;
    expect(started.MetricStat).toMatchObject({
      Metric: { Namespace: 'AWS/States', MetricName: 'ExecutionsStarted' },
      Stat: 'Sum',
    });
    expect(started.MetricStat.Metric.Dimensions).toEqual(OF_THE_WORKFLOW);
    expect(logged.MetricStat).toMatchObject({
      Metric: { Namespace: 'AWS/Logs', MetricName: 'IncomingLogEvents' },
      Stat: 'Sum',
    });
    expect(logged.MetricStat.Metric.Dimensions).toEqual([
      { Name: 'LogGroupName', Value: { Ref: 'LogGroupName' } },
    ]);
    expect(missing.Expression).toBe('IF(started > 0 AND FILL(logged, 0) == 0, started, 0)');
    expect(EvaluationPeriods).toBe(2);
  });

  it('watch the logs only of a workflow that has a log group', () => {
    expect(Resources.LogsMissingAlarm.Condition).toBe('HasLogs');
    expect(Parameters.LogGroupName.Default).toBe('');
  });
});

describe('the stack of the alerts', () => {
  let types: readonly string[];
  beforeAll(async () => {
    const fixture: GatewayFixture = await start();
    const { cloudFormation } = fixture.sdk();
    // Without LogGroupName: the emulator does not create an alarm on a metric expression.
    const parameters = parametersFor(`arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd`);
    const outputs = await createStack(cloudFormation, {
      name: 'stock-trading-alerts',
      template: textOf(ALERTS),
      parameters,
    });
    expect(outputs['AlertTopicArn']).toMatch(/:stock-trading-alerts$/);
    const { StackResources = [] } = await cloudFormation.send(
      new DescribeStackResourcesCommand({ StackName: 'stock-trading-alerts' }),
    );
    types = StackResources.map(({ ResourceType = '' }) => ResourceType);
  }, timeout);

  it('is created with its rules, alarms, topic and key', () => {
    const count = (type: string) => types.filter((one) => one === type).length;
    expect(count('AWS::Events::Rule')).toBe(RULES.length);
    expect(count('AWS::CloudWatch::Alarm')).toBe(alarms.length - 1);
    expect(count('AWS::SNS::Topic')).toBe(1);
    expect(count('AWS::KMS::Key')).toBe(1);
  });
});
