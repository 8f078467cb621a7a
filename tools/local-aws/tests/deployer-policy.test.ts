import { describe, expect, it } from '@jest/globals';
import { textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate } from 'who-can-read';
import { readDeployerPolicy, type Statements, withoutStatement } from './deployer-policy.ts';

const statements = await readDeployerPolicy();

/**
 * Actions that CloudFormation calls as the deployer, by resource type: the create, update and delete
 * permissions of the type's schema, and those that the service's guide names.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'AWS::StepFunctions::StateMachine': [
    ...['states:CreateStateMachine', 'states:DescribeStateMachine', 'states:UpdateStateMachine'],
    ...['states:DeleteStateMachine', 'states:TagResource', 'states:ListTagsForResource'],
    ...['iam:PassRole', 'kms:DescribeKey', 'kms:GenerateDataKey'],
  ],
  'AWS::Serverless::Function': [
    ...['lambda:CreateFunction', 'lambda:GetFunction', 'lambda:UpdateFunctionCode'],
    ...['lambda:UpdateFunctionConfiguration', 'lambda:DeleteFunction', 'lambda:TagResource'],
    'iam:PassRole',
  ],
  'AWS::DynamoDB::Table': [
    ...['dynamodb:CreateTable', 'dynamodb:DescribeTable', 'dynamodb:UpdateTable'],
    ...['dynamodb:DeleteTable', 'dynamodb:UpdateContinuousBackups', 'dynamodb:TagResource'],
    ...['dynamodb:DescribeContinuousBackups', 'dynamodb:ListTagsOfResource'],
    ...['kms:CreateGrant', 'kms:DescribeKey', 'kms:Decrypt', 'kms:Encrypt', 'kms:ListAliases'],
    'kms:RevokeGrant',
  ],
  'AWS::Logs::LogGroup': [
    ...['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:AssociateKmsKey'],
    ...['logs:DescribeLogGroups', 'logs:DeleteLogGroup', 'logs:TagResource'],
    'logs:ListTagsForResource',
  ],
  'AWS::KMS::Key': [
    ...['kms:CreateKey', 'kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:GetKeyPolicy'],
    ...['kms:EnableKeyRotation', 'kms:GetKeyRotationStatus', 'kms:ScheduleKeyDeletion'],
    ...['kms:TagResource', 'kms:ListResourceTags', 'kms:UpdateKeyDescription'],
  ],
  'AWS::KMS::Alias': ['kms:CreateAlias', 'kms:UpdateAlias', 'kms:DeleteAlias', 'kms:ListAliases'],
  'AWS::IAM::Role': [
    ...['iam:CreateRole', 'iam:GetRole', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
    ...['iam:UpdateAssumeRolePolicy', 'iam:DeleteRole', 'iam:TagRole', 'iam:GetRolePolicy'],
    'iam:UpdateRole',
  ],
};

/** Whether a statement has the action, by name or with a wildcard for a whole service. */
const isAllowed = (action: string, among: Statements): boolean =>
  among.some(({ Action }) =>
    [Action].flat().some((one) => one === action || one === `${action.split(':')[0]}:*`),
  );
const missing = (among: Statements): string[] =>
  Object.values(NEEDED)
    .flat()
    .filter((action) => !isAllowed(action, among));

describe('the policy of the deployer in the guide, compared with AWS’s documentation', () => {
  it('covers every resource type of the template', () => {
    const { Resources } = Object(parseTemplate(textOf('template.yaml')));
    const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
    expect([...new Set(types)].toSorted()).toEqual(Object.keys(NEEDED).toSorted());
  });

  it('has every action that the resource types need', () => {
    expect(missing(statements)).toEqual([]);
  });

  it.each([
    'Roles',
    'Functions',
    'LogGroups',
    'Table',
    'Workflow',
    'Keys',
    'EncryptTheWorkflow',
    'EncryptTheTable',
  ])('needs the statement %s', (sid) => {
    expect(missing(withoutStatement(statements, sid))).not.toEqual([]);
  });

  it('uses the keys only through Step Functions and DynamoDB', () => {
    const uses = statements.filter(({ Action }) =>
      /kms:(CreateGrant|Decrypt|Encrypt|GenerateDataKey)/.test(JSON.stringify(Action)),
    );
    expect(uses).toHaveLength(2);
    for (const { Condition } of uses) expect(JSON.stringify(Condition)).toContain('kms:ViaService');
  });
});
