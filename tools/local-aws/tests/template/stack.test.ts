import { beforeAll, describe, expect, it } from '@jest/globals';
import { isObject, strings, type Template, transformed } from 'test-fixtures/transformed-template';

let template: Template;
beforeAll(async () => {
  template = await transformed();
}, 300_000);

const ofType = (type: string): [string, Template['Resources'][string]][] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

describe('the stack', () => {
  it('is made of these resources and no other', () => {
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values(template.Resources))
      counts[Type] = (counts[Type] ?? 0) + 1;
    expect(counts).toEqual({
      'AWS::StepFunctions::StateMachine': 1,
      'AWS::Lambda::Function': 4,
      'AWS::DynamoDB::Table': 1,
      'AWS::Logs::LogGroup': 5,
      'AWS::KMS::Key': 3,
      'AWS::KMS::Alias': 3,
      'AWS::IAM::Role': 5,
      'AWS::Events::Rule': 1,
      'AWS::SNS::Topic': 1,
      'AWS::SNS::TopicPolicy': 1,
      'AWS::SNS::Subscription': 1,
    });
  });

  it('makes alerts, and a key for them, only where somebody is to get them', () => {
    const optional = Object.entries(template.Resources)
      .filter(([, { Condition }]) => Condition === 'HasAlerts')
      .map(([name]) => name);
    expect(optional.sort()).toEqual([
      'AlertKmsKey',
      'AlertKmsKeyAlias',
      'KeyAlertRule',
      'KeyAlertSubscription',
      'KeyAlertTopic',
      'KeyAlertTopicPolicy',
    ]);
    expect(template.Conditions['HasAlerts']).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AlertEmail' }, ''] }],
    });
    expect(template.Parameters['AlertEmail']?.['Default']).toBe('');
  });

  it('encrypts the workflow with a customer managed key', () => {
    const machine = template.Resources['StockTradingStateMachine']?.Properties;
    expect(machine).toMatchObject({
      StateMachineName: { Ref: 'AWS::StackName' },
      StateMachineType: 'STANDARD',
      EncryptionConfiguration: {
        Type: 'CUSTOMER_MANAGED_KMS_KEY',
        KmsKeyId: {
          'Fn::If': [
            'MakesKey',
            { 'Fn::GetAtt': ['StocksKmsKey', 'Arn'] },
            { Ref: 'StateMachineKmsKeyArn' },
          ],
        },
        KmsDataKeyReusePeriodSeconds: { Ref: 'KmsDataKeyReusePeriodSeconds' },
      },
    });
    expect(template.Parameters['KmsDataKeyReusePeriodSeconds']).toMatchObject({
      Default: 100,
      MinValue: 60,
      MaxValue: 900,
    });
  });

  // id: logs-without-data
  it('keeps execution data out of the logs unless told otherwise', () => {
    const machine = template.Resources['StockTradingStateMachine']?.Properties;
    expect(machine?.['LoggingConfiguration']).toEqual({
      Level: { Ref: 'LogLevel' },
      IncludeExecutionData: { Ref: 'IncludeExecutionData' },
      Destinations: [
        {
          CloudWatchLogsLogGroup: {
            LogGroupArn: { 'Fn::GetAtt': ['StateMachineLogGroup', 'Arn'] },
          },
        },
      ],
    });
    expect(template.Parameters['IncludeExecutionData']?.['Default']).toBe('false');
    expect(template.Parameters['LogLevel']?.['Default']).toBe('ALL');
  });

  it('encrypts every log group and lets its events end', () => {
    for (const [, { Properties }] of ofType('AWS::Logs::LogGroup')) {
      expect(Properties['KmsKeyId']).toEqual({ 'Fn::GetAtt': ['StorageKmsKey', 'Arn'] });
      expect(Properties['RetentionInDays']).toEqual({ Ref: 'LogRetentionDays' });
    }
  });

  it('gives every function a role and an encrypted log group of its own', () => {
    for (const [name, { Properties }] of ofType('AWS::Lambda::Function')) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: [{ Ref: 'Architecture' }],
        Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
        LoggingConfig: {
          LogFormat: 'JSON',
          LogGroup: { Ref: name.replace('Function', 'LogGroup') },
        },
      });
    }
  });

  it('keeps the table encrypted, recoverable and on demand', () => {
    expect(template.Resources['TransactionTable']?.Properties).toMatchObject({
      KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': ['StorageKmsKey', 'Arn'] },
      },
    });
  });

  it('names no partition, region or account, so that it works in every one', () => {
    const wrong = [
      ...strings({ ...template.Resources, Outputs: template.Outputs } as never),
    ].filter(({ text }) => /arn:aws|[a-z]{2}-[a-z]+-[0-9]|[0-9]{12}/.test(text));
    expect(wrong).toEqual([]);
  });

  it('names its resources after the stack, so that two stacks live in one account', () => {
    const names = [...strings(template.Resources as never)].filter(({ path }) =>
      /\.(LogGroupName|AliasName|TableName|TopicName|FunctionName|RoleName|StateMachineName)(\.|$)/.test(
        path,
      ),
    );
    const fixed = names.filter(
      ({ path, text }) => !path.endsWith('(key)') && !text.includes('AWS::StackName'),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(fixed).toEqual([]);
  });

  it('tells where everything is, and how to trade', () => {
    expect(Object.keys(template.Outputs)).toEqual([
      'StockTradingStateMachineArn',
      'StartExecutionCommand',
      'StateMachineKmsKeyArn',
      'StorageKmsKeyArn',
      'TransactionTableName',
      'StateMachineLogGroupName',
      'KeyAlertTopicArn',
    ]);
  });

  it('asks only questions that can be understood and answered by Enter', () => {
    for (const parameter of Object.values(template.Parameters)) {
      expect(parameter['Default']).toBeDefined();
      expect(String(parameter['Description']).length).toBeGreaterThan(30);
      if (parameter['AllowedPattern']) expect(parameter['ConstraintDescription']).toBeDefined();
    }
  });

  it('takes a well-formed role or nothing for the auditor', () => {
    const pattern = new RegExp(String(template.Parameters['AuditorRoleArn']?.['AllowedPattern']));
    for (const good of [
      '',
      'arn:aws:iam::123456789012:role/Auditor',
      'arn:aws-cn:iam::123456789012:role/a/b',
    ]) {
      expect(good).toMatch(pattern);
    }
    for (const bad of [
      '*',
      'Auditor',
      'arn:aws:iam::123456789012:root',
      'arn:aws:iam::1234:role/x',
      '123456789012',
    ]) {
      expect(bad).not.toMatch(pattern);
    }
  });

  // id: no-resource-policies
  it('opens no function or table to anyone by a policy on the resource', () => {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      expect(Type).not.toMatch(/Permission|ResourcePolicy|::Url$/);
      expect(isObject(Properties) && Object.hasOwn(Properties, 'ResourcePolicy')).toBe(false);
    }
  });
});
