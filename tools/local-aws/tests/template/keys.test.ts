import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  list,
  type Statement,
  statements,
  type Template,
  transformed,
} from 'test-fixtures/transformed-template';

const MACHINE = {
  'Fn::Sub':
    'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}',
};
const LOGS = { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*' };
const ROOT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const ROLE = { AWS: { 'Fn::GetAtt': ['StockTradingStateMachineExecutionRole', 'Arn'] } };
const VIA = (service: string) => ({ 'Fn::Sub': `${service}.\${AWS::Region}.\${AWS::URLSuffix}` });
const GROUP = (name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${name}`,
});

/** Actions that encrypt, decrypt, or hand either to someone else. */
const USE =
  /^kms:(\*|Encrypt|Decrypt|ReEncrypt|GenerateDataKey|GenerateMac|Sign|Derive|Create(Grant|\*))/;

let template: Template;
beforeAll(async () => {
  template = await transformed();
}, 300_000);

const policy = (key: string): Statement[] =>
  statements(template.Resources[key]?.Properties['KeyPolicy']);

const statement = (key: string, sid: string): Statement => {
  const found = policy(key).filter(({ Sid }) => Sid === sid);
  expect(found).toHaveLength(1);
  return found[0] as Statement;
};

describe('the policy of the key of the workflow', () => {
  it('has these statements and no other', () => {
    expect(policy('StocksKmsKey').map(({ Sid }) => Sid)).toEqual([
      'AdministerWithoutUse',
      'WorkflowUsesItsKey',
      'WorkflowEncryptsItsLogs',
      'LogDeliveryReadsForThisAccount',
      'DeployWithoutReading',
      'AuditorReadsThroughStepFunctions',
    ]);
  });

  // id: execution-role-statement
  it('lets the execution role use the key for its own state machine, and not via a service', () => {
    expect(statement('StocksKmsKey', 'WorkflowUsesItsKey')).toEqual({
      Sid: 'WorkflowUsesItsKey',
      Effect: 'Allow',
      Principal: ROLE,
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': MACHINE },
      },
    });
  });

  it('lets the execution role encrypt logs of this account, and not decrypt them', () => {
    expect(statement('StocksKmsKey', 'WorkflowEncryptsItsLogs')).toEqual({
      Sid: 'WorkflowEncryptsItsLogs',
      Effect: 'Allow',
      Principal: ROLE,
      Action: 'kms:GenerateDataKey',
      Resource: '*',
      Condition: { StringEquals: { 'kms:EncryptionContext:SourceArn': LOGS } },
    });
  });

  // id: log-delivery-statement
  it('lets log delivery decrypt logs of this account, under the encryption context of the role’s alone', () => {
    expect(statement('StocksKmsKey', 'LogDeliveryReadsForThisAccount')).toEqual({
      Sid: 'LogDeliveryReadsForThisAccount',
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:EncryptionContext:SourceArn': LOGS } },
    });
  });

  // id: deploy-without-reading
  it('lets deployers encrypt through Step Functions for this state machine, and not read', () => {
    expect(statement('StocksKmsKey', 'DeployWithoutReading')).toEqual({
      Sid: 'DeployWithoutReading',
      Effect: 'Allow',
      Principal: ROOT,
      Action: 'kms:GenerateDataKey',
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': VIA('states'),
          'kms:EncryptionContext:aws:states:stateMachineArn': MACHINE,
        },
      },
    });
  });

  // id: auditor-statement
  it('lets an auditor read only where one is named, through Step Functions, this machine alone', () => {
    expect(statement('StocksKmsKey', 'AuditorReadsThroughStepFunctions')).toEqual({
      Sid: 'AuditorReadsThroughStepFunctions',
      Effect: 'Allow',
      Principal: { AWS: { Ref: 'AuditorRoleArn' } },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': VIA('states'),
          'kms:EncryptionContext:aws:states:stateMachineArn': MACHINE,
        },
      },
    });
    const keyPolicy = template.Resources['StocksKmsKey']?.Properties['KeyPolicy'];
    expect(JSON.stringify(keyPolicy)).toContain('{"Fn::If":["HasAuditor",');
    expect(template.Conditions['HasAuditor']).toEqual({
      'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AuditorRoleArn' }, ''] }],
    });
    expect(template.Parameters['AuditorRoleArn']?.['Default']).toBe('');
  });
});

describe('the policy of the key of the storage', () => {
  it('has these statements and no other', () => {
    expect(policy('StorageKmsKey').map(({ Sid }) => Sid)).toEqual([
      'AdministerWithoutUse',
      'LogsEncryptTheseGroups',
      'UseThroughDynamoDB',
      'DynamoDBGrantsItselfUse',
    ]);
  });

  // id: logs-service-statement
  it("binds the logs service to this stack's log groups by encryption context", () => {
    expect(statement('StorageKmsKey', 'LogsEncryptTheseGroups')).toMatchObject({
      Principal: { Service: VIA('logs') },
      Condition: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': [
            GROUP('/aws/vendedlogs/states/${AWS::StackName}'),
            GROUP('/aws/lambda/${AWS::StackName}/check-price'),
            GROUP('/aws/lambda/${AWS::StackName}/buy'),
            GROUP('/aws/lambda/${AWS::StackName}/sell'),
            GROUP('/aws/lambda/${AWS::StackName}/save'),
          ],
        },
      },
    });
    const names = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Logs::LogGroup')
      .map(({ Properties }) =>
        GROUP(String((Properties['LogGroupName'] as { 'Fn::Sub': string })['Fn::Sub'])),
      );
    const allowed = statement('StorageKmsKey', 'LogsEncryptTheseGroups').Condition?.['ArnEquals'];
    expect(allowed?.['kms:EncryptionContext:aws:logs:arn']).toEqual(names);
  });

  // id: dynamodb-statement
  it('hands use to IAM through DynamoDB of this account only', () => {
    const condition = {
      StringEquals: {
        'kms:ViaService': VIA('dynamodb'),
        'kms:CallerAccount': { Ref: 'AWS::AccountId' },
      },
    };
    expect(statement('StorageKmsKey', 'UseThroughDynamoDB')).toMatchObject({
      Principal: ROOT,
      Condition: condition,
    });
    expect(statement('StorageKmsKey', 'DynamoDBGrantsItselfUse')).toMatchObject({
      Action: 'kms:CreateGrant',
      Condition: { ...condition, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
  });
});

describe('the policy of the key of the alerts', () => {
  it('has these statements and no other', () => {
    expect(policy('AlertKmsKey').map(({ Sid }) => Sid)).toEqual([
      'AdministerWithoutUse',
      'EventsPublishAlerts',
    ]);
  });

  it('lets EventBridge use it for the topic alone', () => {
    expect(statement('AlertKmsKey', 'EventsPublishAlerts')).toEqual({
      Sid: 'EventsPublishAlerts',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:EncryptionContext:aws:sns:topicArn': {
            'Fn::Sub':
              'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}-key-alerts',
          },
        },
      },
    });
    expect(template.Resources['KeyAlertTopic']?.Properties).toEqual({
      TopicName: { 'Fn::Sub': '${AWS::StackName}-key-alerts' },
      KmsMasterKeyId: { 'Fn::GetAtt': ['AlertKmsKey', 'Arn'] },
    });
  });
});

describe.each(['StocksKmsKey', 'StorageKmsKey', 'AlertKmsKey'])('%s', (key) => {
  // id: administrators-without-use
  it('lets administrators administer, and neither use the key nor grant its use', () => {
    const { Principal, Action, Condition } = statement(key, 'AdministerWithoutUse');
    expect(Principal).toEqual(ROOT);
    expect(Condition).toBeUndefined();
    expect(list(Action).filter((action) => USE.test(action) || action.includes('*'))).toEqual([]);
    expect(Action).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:DescribeKey']));
  });

  it('gives every use under a condition, and to nobody in general', () => {
    for (const { Effect, Action, Condition, Principal, Sid } of policy(key)) {
      expect(Effect).toBe('Allow');
      expect(JSON.stringify(Principal)).not.toContain('"*"');
      if (list(Action).some((action) => USE.test(action))) {
        expect({ Sid, Condition }).toMatchObject({ Sid, Condition: expect.anything() });
      }
    }
  });

  it('rotates, has an alias, and is kept for seven days after its deletion', () => {
    expect(template.Resources[key]?.Properties).toMatchObject({
      EnableKeyRotation: true,
      PendingWindowInDays: 7,
    });
    expect(template.Resources[`${key}Alias`]?.Properties['TargetKeyId']).toEqual({ Ref: key });
  });

  it('stays far below the 32 KB that KMS allows a policy', () => {
    const json = JSON.stringify(template.Resources[key]?.Properties['KeyPolicy']);
    expect(json.length).toBeLessThan(8_000);
  });
});
