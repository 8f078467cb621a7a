import { describe, expect, it } from '@jest/globals';
import {
  functionFolders,
  idOf,
  inlinePolicies,
  ofType,
  readTemplate,
  statements,
  toList,
} from './read-template.ts';

const template = readTemplate();
const roles = ofType(template, 'AWS::IAM::Role');
const ids = functionFolders().map(idOf);
const executionRole = template.Resources['StockTradingStateMachineExecutionRole'] as never;

type Permission = [policy: string, actions: string[], resource: unknown];

/** Permissions that a function has besides those to write its logs. */
const MORE: Readonly<Record<string, readonly Permission[]>> = {
  Save: [
    ['RecordTransactions', ['dynamodb:PutItem'], { 'Fn::GetAtt': ['TransactionTable', 'Arn'] }],
    ['RecordTransactions', ['kms:Decrypt'], { 'Fn::GetAtt': ['StorageKmsKey', 'Arn'] }],
  ],
};

const inAnyOrder = (items: readonly unknown[]) => ({
  asymmetricMatch: (actual: unknown): boolean =>
    Array.isArray(actual) && sorted(actual).join() === sorted(items).join(),
});
const sorted = (items: readonly unknown[]): string[] =>
  items.map((item) => JSON.stringify(item)).toSorted();

/** Every permission of a role of the stack: actions, and their resource. */
const PERMISSIONS: Readonly<Record<string, readonly Permission[]>> = {
  StockTradingStateMachineExecutionRole: [
    [
      'InvokeItsFunctions',
      ['lambda:InvokeFunction'],
      inAnyOrder(ids.map((id) => ({ 'Fn::GetAtt': [`${id}Function`, 'Arn'] }))),
    ],
    [
      'DeliverItsLogs',
      [
        'logs:CreateLogDelivery',
        'logs:GetLogDelivery',
        'logs:UpdateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:DescribeResourcePolicies',
        'logs:DescribeLogGroups',
      ],
      '*',
    ],
    ['UseTheForeignKey', ['kms:GenerateDataKey', 'kms:Decrypt'], { Ref: 'StateMachineKmsKeyArn' }],
    ['UseTheForeignKey', ['kms:GenerateDataKey'], { Ref: 'StateMachineKmsKeyArn' }],
  ],
  ...Object.fromEntries(
    ids.map((id) => [
      `${id}FunctionRole`,
      [
        [
          'WriteItsLogs',
          ['logs:CreateLogStream', 'logs:PutLogEvents'],
          { 'Fn::GetAtt': [`${id}LogGroup`, 'Arn'] },
        ],
        ...(MORE[id] ?? []),
      ],
    ]),
  ),
};

describe('the roles of the stack', () => {
  // id: role-permissions
  it('have exactly these permissions', () => {
    const permissions = roles.map(([name, role]) => [
      name,
      inlinePolicies(role).flatMap(({ PolicyName, statements: all }) =>
        all.map(({ Action, Resource }) => [PolicyName, toList(Action), Resource]),
      ),
    ]);
    expect(Object.fromEntries(permissions)).toEqual(PERMISSIONS);
  });

  it('do not have a managed policy', () => {
    for (const [, role] of roles) expect(role.Properties['ManagedPolicyArns']).toBeUndefined();
  });

  it('trust one service, for this account only', () => {
    for (const [name, role] of roles) {
      const trust = statements(role.Properties['AssumeRolePolicyDocument']);
      expect(trust).toHaveLength(1);
      expect(trust[0]).toMatchObject({
        Effect: 'Allow',
        Principal: {
          Service: name.includes('Function') ? 'lambda.amazonaws.com' : 'states.amazonaws.com',
        },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      });
    }
  });

  // id: execution-role-trust
  it('allow only this state machine to assume the execution role', () => {
    const role = template.Resources['StockTradingStateMachineExecutionRole'];
    const [trust] = statements(role?.Properties['AssumeRolePolicyDocument']);
    expect(trust?.Condition?.['ArnEquals']).toEqual({
      'aws:SourceArn': {
        'Fn::Sub':
          'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}',
      },
    });
  });

  it('allow a key of another account only if the parameter names one, for this state machine and its logs', () => {
    expect(JSON.stringify(executionRole)).toContain(
      '{"Fn::If":["UsesForeignKey",{"PolicyName":"UseTheForeignKey"',
    );
    const policy = inlinePolicies(executionRole).find((p) => p.PolicyName === 'UseTheForeignKey');
    expect(
      policy?.statements.map(({ Condition }) => Object.keys(Condition?.['StringEquals'] ?? {})),
    ).toEqual([
      ['kms:EncryptionContext:aws:states:stateMachineArn'],
      ['kms:EncryptionContext:SourceArn'],
    ]);
  });
});
