import { describe, expect, it } from '@jest/globals';
import { ofType, readTemplate, type Statement, statements, toList } from './read-template.ts';

const STATE_MACHINE = {
  'Fn::Sub':
    'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}',
};
const LOGS = { 'Fn::Sub': 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:*' };
const ROOT = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const ROLE = { AWS: { 'Fn::GetAtt': ['StockTradingStateMachineExecutionRole', 'Arn'] } };
const via = (service: string) => ({ 'Fn::Sub': `${service}.\${AWS::Region}.\${AWS::URLSuffix}` });
const logGroup = (name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${name}`,
});

/** Actions that encrypt, decrypt, or give one of them to another principal. */
const USE =
  /^kms:(\*|Encrypt|Decrypt|ReEncrypt|GenerateDataKey|GenerateMac|Sign|Derive|Create(Grant|\*))/;

const template = readTemplate();

const policy = (key: string): Statement[] =>
  statements(template.Resources[key]?.Properties['KeyPolicy']);

const statement = (key: string, sid: string): Statement => {
  const found = policy(key).filter(({ Sid }) => Sid === sid);
  expect(found).toHaveLength(1);
  return found[0] as Statement;
};

describe('the policy of the workflow’s key', () => {
  it('has exactly these statements', () => {
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
  it('allows the execution role to use the key for its own state machine, without a service', () => {
    expect(statement('StocksKmsKey', 'WorkflowUsesItsKey')).toEqual({
      Sid: 'WorkflowUsesItsKey',
      Effect: 'Allow',
      Principal: ROLE,
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Resource: '*',
      Condition: {
        StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': STATE_MACHINE },
      },
    });
  });

  it('allows the execution role to encrypt logs of this account, and not to decrypt them', () => {
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
  it('allows log delivery to decrypt logs of this account only', () => {
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
  it('allows deployers to encrypt through Step Functions for this state machine, and not to read', () => {
    expect(statement('StocksKmsKey', 'DeployWithoutReading')).toEqual({
      Sid: 'DeployWithoutReading',
      Effect: 'Allow',
      Principal: ROOT,
      Action: 'kms:GenerateDataKey',
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': via('states'),
          'kms:EncryptionContext:aws:states:stateMachineArn': STATE_MACHINE,
        },
      },
    });
  });

  // id: auditor-statement
  it('allows a named auditor to read this state machine through Step Functions', () => {
    expect(statement('StocksKmsKey', 'AuditorReadsThroughStepFunctions')).toEqual({
      Sid: 'AuditorReadsThroughStepFunctions',
      Effect: 'Allow',
      Principal: { AWS: { Ref: 'AuditorRoleArn' } },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:ViaService': via('states'),
          'kms:EncryptionContext:aws:states:stateMachineArn': STATE_MACHINE,
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

describe('the policy of the storage key', () => {
  it('has exactly these statements', () => {
    expect(policy('StorageKmsKey').map(({ Sid }) => Sid)).toEqual([
      'AdministerWithoutUse',
      'LogsEncryptTheseGroups',
      'UseThroughDynamoDB',
      'DynamoDBGrantsItselfUse',
    ]);
  });

  // id: logs-service-statement
  it('allows the logs service to use it for each log group of this stack, by encryption context', () => {
    const { Principal, Condition } = statement('StorageKmsKey', 'LogsEncryptTheseGroups');
    const groups = ofType(template, 'AWS::Logs::LogGroup').map(([, { Properties }]) =>
      logGroup(String(Object(Properties['LogGroupName'])['Fn::Sub'])),
    );

    expect(Principal).toEqual({ Service: via('logs') });
    expect(groups.length).toBeGreaterThan(1);
    expect(Condition).toEqual({ ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': groups } });
  });

  // id: dynamodb-statement
  it('delegates to IAM policies only for use through DynamoDB of this account', () => {
    const condition = {
      StringEquals: {
        'kms:ViaService': via('dynamodb'),
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

describe.each(['StocksKmsKey', 'StorageKmsKey'])('%s', (key) => {
  // id: administrators-without-use
  it('allows administrators to manage the key, but not to use it or to create grants', () => {
    const { Principal, Action, Condition } = statement(key, 'AdministerWithoutUse');
    expect(Principal).toEqual(ROOT);
    expect(Condition).toBeUndefined();
    expect(toList(Action).filter((action) => USE.test(action) || action.includes('*'))).toEqual([]);
    expect(Action).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:DescribeKey']));
  });

  it('allows use only with a condition, and never to every principal', () => {
    for (const { Effect, Action, Condition, Principal, Sid } of policy(key)) {
      expect(Effect).toBe('Allow');
      expect(JSON.stringify(Principal)).not.toContain('"*"');
      if (toList(Action).some((action) => USE.test(action))) {
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

  it('has a policy of much less than the 32 KB that KMS allows', () => {
    const json = JSON.stringify(template.Resources[key]?.Properties['KeyPolicy']);
    expect(json.length).toBeLessThan(8_000);
  });
});
