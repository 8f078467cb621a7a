import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import type { Credentials } from 'helpers/root-credentials';
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate } from 'who-can-read';
import { LOCAL, withAws } from '../aws/environment.ts';
import { type Build, build, deploy, remove, type Sam } from '../stack/sam.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let statements: readonly Record<string, unknown>[];
let built: Build;

const samAs = (credentials: Credentials): Sam => {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  return { sam: fixture.tools.sam, env: withAws(fixture.env, endpoint, credentials) };
};

beforeAll(async () => {
  fixture = await start();
  const page = await readFile(join(PATHS.root, 'docs/guides/deploying.md'), 'utf8');
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  statements = JSON.parse(json.replaceAll('123456789012', LOCAL.account)).Statement;
  built = await build(samAs(await fixture.user('builder', [allow('sts:*')])));
}, timeout);
afterAll(() => built.remove());

describe('the policy of the deployer in the guide', () => {
  // id: deployer-policy
  it('is enough to deploy, update and delete the stack', async () => {
    const deployer = await fixture.user('deployer', statements);
    await deploy(samAs(deployer), built.template, 'stock-trading');
    const change = { KmsDataKeyReusePeriodSeconds: '300' };
    await deploy(samAs(deployer), built.template, 'stock-trading', change);
    await remove(samAs(deployer), 'stock-trading', LOCAL.region);
  }, 240_000);

  it.each(['Stack', 'BucketOfTheSamCli'])(
    'is not enough without the statement %s',
    async (sid) => {
      const user = await fixture.user(`without-${sid.toLowerCase()}`, without(sid));
      await expect(deploy(samAs(user), built.template, 'stock-trading')).rejects.toThrow(
        /AccessDenied|not authorized|Access Denied/,
      );
    },
    120_000,
  );
});

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

const without = (sid: string) => {
  const fewer = statements.filter(({ Sid }) => Sid !== sid);
  expect(fewer).toHaveLength(statements.length - 1);
  return fewer;
};

/** Whether a statement has the action, by name or with a wildcard for a whole service. */
const isAllowed = (action: string, among: typeof statements): boolean =>
  among.some(({ Action }) =>
    [Action].flat().some((one) => one === action || one === `${action.split(':')[0]}:*`),
  );
const missing = (among: typeof statements): string[] =>
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
    expect(missing(without(sid))).not.toEqual([]);
  });

  it('uses the keys only through Step Functions and DynamoDB', () => {
    const uses = statements.filter(({ Action }) =>
      /kms:(CreateGrant|Decrypt|Encrypt|GenerateDataKey)/.test(JSON.stringify(Action)),
    );
    expect(uses).toHaveLength(2);
    for (const { Condition } of uses) expect(JSON.stringify(Condition)).toContain('kms:ViaService');
  });
});
