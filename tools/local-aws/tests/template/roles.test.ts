import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  inlinePolicies,
  list,
  statements,
  type Template,
  transformed,
} from 'test-fixtures/transformed-template';

let template: Template;
beforeAll(async () => {
  template = await transformed();
}, 300_000);

const roles = (): [string, Template['Resources'][string]][] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');

/** Every right that a role of the stack has: action, and what it is limited to. */
const RIGHTS: Record<string, [policy: string, actions: string[], resource: unknown][]> = {
  StockTradingStateMachineExecutionRole: [
    [
      'InvokeItsFunctions',
      ['lambda:InvokeFunction'],
      ['CheckPrice', 'Buy', 'Sell', 'Save'].map((name) => ({
        'Fn::GetAtt': [`${name}Function`, 'Arn'],
      })),
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
    ['CheckPrice', 'Buy', 'Sell', 'Save'].map((name) => [
      `${name}FunctionRole`,
      [
        [
          'WriteItsLogs',
          ['logs:CreateLogStream', 'logs:PutLogEvents'],
          { 'Fn::GetAtt': [`${name}LogGroup`, 'Arn'] },
        ],
        ...(name === 'Save'
          ? [
              [
                'RecordTransactions',
                ['dynamodb:PutItem'],
                { 'Fn::GetAtt': ['TransactionTable', 'Arn'] },
              ],
              ['RecordTransactions', ['kms:Decrypt'], { 'Fn::GetAtt': ['StorageKmsKey', 'Arn'] }],
            ]
          : []),
      ],
    ]),
  ),
};

describe('the roles of the stack', () => {
  // id: role-permissions
  it('have just these rights', () => {
    const rights = roles().map(([name, role]) => [
      name,
      inlinePolicies(role).flatMap(({ PolicyName, statements: all }) =>
        all.map(({ Action, Resource }) => [PolicyName, list(Action), Resource]),
      ),
    ]);
    expect(Object.fromEntries(rights)).toEqual(RIGHTS);
  });

  it('take no managed policy', () => {
    for (const [, role] of roles()) expect(role.Properties['ManagedPolicyArns']).toBeUndefined();
  });

  it('trust one service, for this account only', () => {
    for (const [name, role] of roles()) {
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
  it('let only this state machine assume the execution role', () => {
    const role = template.Resources['StockTradingStateMachineExecutionRole'];
    const [trust] = statements(role?.Properties['AssumeRolePolicyDocument']);
    expect(trust?.Condition?.['ArnEquals']).toEqual({
      'aws:SourceArn': {
        'Fn::Sub':
          'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}',
      },
    });
  });

  it('use a foreign key only where one is named, for this state machine and its logs', () => {
    const role = template.Resources['StockTradingStateMachineExecutionRole'];
    expect(JSON.stringify(role)).toContain(
      '{"Fn::If":["UsesForeignKey",{"PolicyName":"UseTheForeignKey"',
    );
    const policy = inlinePolicies(role as never).find((p) => p.PolicyName === 'UseTheForeignKey');
    expect(
      policy?.statements.map(({ Condition }) => Object.keys(Condition?.['StringEquals'] ?? {})),
    ).toEqual([
      ['kms:EncryptionContext:aws:states:stateMachineArn'],
      ['kms:EncryptionContext:SourceArn'],
    ]);
  });
});
