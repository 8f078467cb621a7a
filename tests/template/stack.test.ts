import { describe, expect, it } from '@jest/globals';
import { functionFolders, idOf, ofType, readTemplate, strings } from './read-template.ts';

const template = readTemplate();
const ids = functionFolders().map(idOf);

describe('the stack', () => {
  it('has exactly these resources', () => {
    const counts: Record<string, number> = {};
    for (const { Type } of Object.values(template.Resources))
      counts[Type] = (counts[Type] ?? 0) + 1;
    expect(counts).toEqual({
      'AWS::StepFunctions::StateMachine': 1,
      'AWS::Serverless::Function': ids.length,
      'AWS::DynamoDB::Table': 1,
      'AWS::Logs::LogGroup': ids.length + 1,
      'AWS::KMS::Key': 2,
      'AWS::KMS::Alias': 2,
      'AWS::IAM::Role': ids.length + 1,
    });
  });

  it('encrypts the workflow with a customer managed key', () => {
    const stateMachine = template.Resources['StockTradingStateMachine']?.Properties;
    expect(stateMachine).toMatchObject({
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
  it('keeps execution data out of the logs by default', () => {
    const stateMachine = template.Resources['StockTradingStateMachine']?.Properties;
    expect(stateMachine?.['LoggingConfiguration']).toEqual({
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

  it('does not send traces to X-Ray, which the key does not protect', () => {
    expect(JSON.stringify(template)).not.toMatch(/Tracing/);
  });

  it('encrypts every log group and limits the retention of its events', () => {
    for (const [, { Properties }] of ofType(template, 'AWS::Logs::LogGroup')) {
      expect(Properties['KmsKeyId']).toEqual({ 'Fn::GetAtt': ['StorageKmsKey', 'Arn'] });
      expect(Properties['RetentionInDays']).toEqual({ Ref: 'LogRetentionDays' });
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

  it('contains no literal partition, Region or account', () => {
    const wrong = [
      ...strings({ ...template.Resources, Outputs: template.Outputs } as never),
    ].filter(({ text }) => /arn:aws|[a-z]{2}-[a-z]+-[0-9]|[0-9]{12}/.test(text));
    expect(wrong).toEqual([]);
  });

  it('names its resources after the stack, so that one account can have two stacks', () => {
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

  it('has outputs for its parts and for the command that starts an execution', () => {
    expect(Object.keys(template.Outputs)).toEqual([
      'StockTradingStateMachineArn',
      'StartExecutionCommand',
      'StateMachineKmsKeyArn',
      'StorageKmsKeyArn',
      'TransactionTableName',
      'StateMachineLogGroupName',
      'ExecutionRoleName',
      'FunctionNames',
    ]);
    const { Value } = template.Outputs['FunctionNames'] ?? {};
    const names = Object(Value)['Fn::Join'][1].map(({ Ref }: { Ref: string }) => Ref);
    expect(names.toSorted()).toEqual(ids.map((id) => `${id}Function`).toSorted());
  });

  it('has a default and a description for every parameter', () => {
    for (const parameter of Object.values(template.Parameters)) {
      expect(parameter['Default']).toBeDefined();
      expect(String(parameter['Description']).length).toBeGreaterThan(30);
      if (parameter['AllowedPattern']) expect(parameter['ConstraintDescription']).toBeDefined();
    }
  });

  it('accepts a role ARN or an empty value as the auditor', () => {
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

  /** An update of a stack that has an address must fail, or its alerts would be lost silently. */
  it('does not have an alert address, because alerts are in a separate stack', () => {
    const { AllowedPattern, ConstraintDescription } = template.Parameters['AlertEmail'] ?? {};
    expect('').toMatch(new RegExp(String(AllowedPattern)));
    expect('team@example.com').not.toMatch(new RegExp(String(AllowedPattern)));
    expect(ConstraintDescription).toContain('stacks/alerts');
  });

  // id: no-resource-policies
  it('does not have a resource policy on a function or the table', () => {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      expect(Type).not.toMatch(/Permission|ResourcePolicy|::Url$/);
      expect(Object.keys(Properties)).not.toContain('ResourcePolicy');
    }
  });
});
