/**
 * A stack that the CDK deploys: its template has the parameter and the rule of the bootstrap stack, an
 * import from another stack and a nested stack. The account has the roles of `cdk bootstrap`. The
 * answers of the services are made from the recorded output of the CDK, as CloudFormation makes them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetAccountAuthorizationDetailsCommand, type RoleDetail } from '@aws-sdk/client-iam';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { upperBound } from '../../account/index.ts';
import { readStackModels } from '../../command/report-on-stack.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { report } from '../../report/report.ts';
import {
  ACCOUNT,
  addExecutionRole,
  addFunction,
  addKey,
  addStack,
  addStateMachine,
  arnOf,
  clients,
  emptyAccount,
  KEY,
  roleArn,
  services,
  trustFor,
} from '../account/mocked-stack.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, Json>>;
}

// cspell:ignore BCAC
const recorded = new URL('../corpus/cdk-app/cdk.out/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, recorded), 'utf8');
const ORDERS = textOf('Orders.template.json');
const READERS = textOf(readdirSync(recorded).find((file) => file.includes('.nested.')) ?? '');
const NESTED = arnOf('cloudformation', 'stack/Orders-ReadersNestedStack-1X2Y3Z/11111111');
const MACHINE = arnOf('states', 'stateMachine:Machine6FC8AE80-a1b2c3');
const QUALIFIER = 'cdk-hnb659fds';

/** Returns a name in the form of CloudFormation: `Orders-WorkBF636A8B-a1b2c3`. */
const physical = (id: string): string => {
  if (id.startsWith('Machine6')) return MACHINE;
  return id.startsWith('Results2') ? 'orders-results25575328-a1b2c3' : `Orders-${id}-a1b2c3`;
};
const arns: Readonly<Record<string, (id: string) => string>> = {
  'AWS::IAM::Role': (id) => roleArn(physical(id)),
  'AWS::Lambda::Function': (id) => arnOf('lambda', `function:${physical(id)}`),
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${physical(id)}`,
  'AWS::DynamoDB::GlobalTable': (id) => arnOf('dynamodb', `table/${physical(id)}`),
  'AWS::DynamoDB::Table': (id) => arnOf('dynamodb', `table/${physical(id)}`),
};
const pseudo: Readonly<Record<string, string>> = {
  ...{ 'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': ACCOUNT },
  referencetoOrdersMachine1A1714ADRef: MACHINE,
};

/** Returns what a value of the template becomes, for the functions that the CDK writes. */
function deployed(json: Json, resources: Readonly<Record<string, Resource>>): Json {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((one: Json) => deployed(one, resources));
  const [[name, value] = ['', null]] = Object.entries(json);
  const inner = deployed(value, resources);
  const list: readonly Json[] = Array.isArray(inner) ? inner : [];
  if (name === 'Ref') return pseudo[String(value)] ?? physical(String(value));
  if (name === 'Fn::GetAtt')
    return arns[resources[String(list[0])]?.Type ?? '']?.(String(list[0])) ?? '';
  if (name === 'Fn::Join') return Array.isArray(list[1]) ? list[1].join(String(list[0])) : '';
  if (name === 'Fn::Split') return String(list[1]).split(String(list[0]));
  if (name === 'Fn::Select') return Array.isArray(list[1]) ? (list[1][Number(list[0])] ?? '') : '';
  if (name === 'Fn::ImportValue') return KEY;
  if (name === 'Fn::Sub') return String(value).replaceAll('${AWS::AccountId}', ACCOUNT);
  return Object.fromEntries(
    Object.entries(json).map(([key, one]) => [key, deployed(one, resources)]),
  );
}

const resourcesOf = (template: string): Readonly<Record<string, Resource>> =>
  JSON.parse(template).Resources;
const encoded = (json: Json | undefined): string => encodeURIComponent(JSON.stringify(json));

/** Returns the roles of a template in the form of GetAccountAuthorizationDetails. */
function rolesOf(template: string): readonly RoleDetail[] {
  const resources = resourcesOf(template);
  const all = Object.entries(resources).map(([id, { Type, Properties }]) => {
    const properties = deployed(Properties ?? {}, resources);
    return { id, Type, properties: Object(properties) };
  });
  const policies = all.filter(({ Type }) => Type === 'AWS::IAM::Policy');
  return all
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .map(({ id, properties }) => ({
      ...{ RoleName: physical(id), Arn: roleArn(physical(id)), RoleId: `AROA${id}` },
      AssumeRolePolicyDocument: encoded(properties.AssumeRolePolicyDocument),
      RolePolicyList: policies
        .filter((one) => one.properties.Roles.includes(physical(id)))
        .map((one) => ({
          PolicyName: one.properties.PolicyName,
          PolicyDocument: encoded(one.properties.PolicyDocument),
        })),
    }));
}

const statement = (Effect: string, Action: Json, Resource: Json = '*') => ({
  ...{ Effect, Action, Resource },
});

/** https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
function bootstrapRole(
  kind: string,
  trusted: object,
  managed: readonly string[],
  ...Statement: readonly Json[]
): RoleDetail {
  const RoleName = `${QUALIFIER}-${kind}-role-${ACCOUNT}-us-east-1`;
  return {
    ...{ RoleName, Arn: roleArn(RoleName), RoleId: `AROA${kind}` },
    AssumeRolePolicyDocument: trustFor(trusted),
    AttachedManagedPolicies: managed.map((PolicyName) => ({
      ...{ PolicyName, PolicyArn: `arn:aws:iam::aws:policy/${PolicyName}` },
    })),
    RolePolicyList:
      Statement.length === 0
        ? []
        : [
            {
              PolicyName: 'default',
              PolicyDocument: encoded({ Version: '2012-10-17', Statement }),
            },
          ],
  };
}

const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const EXEC = roleArn(`${QUALIFIER}-cfn-exec-role-${ACCOUNT}-us-east-1`);
const bootstrap = [
  bootstrapRole('cfn-exec', { Service: 'cloudformation.amazonaws.com' }, ['AdministratorAccess']),
  bootstrapRole('deploy', ROOT, [], statement('Allow', ['cloudformation:*']), {
    ...statement('Allow', 'iam:PassRole', EXEC),
  }),
  bootstrapRole('lookup', ROOT, ['ReadOnlyAccess'], statement('Deny', ['kms:Decrypt'])),
  bootstrapRole(
    'file-publishing',
    ROOT,
    [],
    statement('Allow', ['s3:GetObject*'], `arn:aws:s3:::${QUALIFIER}-*`),
  ),
];

function managed(PolicyName: string, Action: Json) {
  return {
    ...{ PolicyName, Arn: `arn:aws:iam::aws:policy/${PolicyName}`, DefaultVersionId: 'v1' },
    PolicyVersionList: [
      {
        ...{ VersionId: 'v1', IsDefaultVersion: true },
        Document: encoded({ Version: '2012-10-17', Statement: [statement('Allow', Action)] }),
      },
    ],
  };
}

function stackAnswers(
  StackName: string,
  template: string,
  parameters: Readonly<Record<string, string>>,
) {
  const all = Object.entries(resourcesOf(template));
  addStack(
    StackName,
    all.map(([id, { Type }]) => [
      id,
      Type,
      Type === 'AWS::CloudFormation::Stack' ? NESTED : physical(id),
    ]),
  );
  const bare = StackName === NESTED ? 'Orders-ReadersNestedStack-1X2Y3Z' : StackName;
  services.cloudFormation
    .on(GetTemplateCommand, { StackName, TemplateStage: 'Processed' })
    .resolves({ TemplateBody: template })
    .on(DescribeStacksCommand, { StackName })
    .resolves({
      Stacks: [
        {
          ...{ StackName: bare, StackStatus: 'UPDATE_COMPLETE', CreationTime: new Date(0) },
          Parameters: Object.entries(parameters).map(([ParameterKey, ResolvedValue]) => ({
            ...{ ParameterKey, ParameterValue: `/${QUALIFIER}/version`, ResolvedValue },
          })),
        },
      ],
    });
}

beforeEach(() => {
  emptyAccount();
  services.iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    RoleDetailList: [...rolesOf(ORDERS), ...rolesOf(READERS), ...bootstrap],
    Policies: [
      managed('AdministratorAccess', '*'),
      managed('ReadOnlyAccess', ['states:Describe*', 'states:Get*', 'dynamodb:GetItem', 's3:Get*']),
    ],
  });
  addExecutionRole(physical('MachineRoleD2D3D395'));
  addKey();
  addStateMachine('Machine6FC8AE80-a1b2c3', {
    kmsKeyId: KEY,
    role: physical('MachineRoleD2D3D395'),
  });
  addFunction(physical('WorkBF636A8B'), physical('WorkServiceRoleC74C28C9'));
  stackAnswers('Orders', ORDERS, { BootstrapVersion: '30' });
  stackAnswers(NESTED, READERS, {});
  for (const id of ['TradesF9C0B62D', 'Sessions8896A56D']) {
    const TableArn = arnOf('dynamodb', `table/${physical(id)}`);
    services.dynamoDB
      .on(DescribeTableCommand, { TableName: physical(id) })
      .resolves({ Table: { TableArn } });
  }
  services.logs
    .on(DescribeLogGroupsCommand)
    .resolves({ logGroups: [{ logGroupName: physical('Log95422804') }] });
  const resources = resourcesOf(ORDERS);
  const policy = deployed(
    resources['ResultsPolicy9F4743DA']?.Properties?.['PolicyDocument'] ?? null,
    resources,
  );
  services.s3.on(GetBucketPolicyCommand).resolves({ Policy: JSON.stringify(policy) });
});

async function model(): Promise<AccessModel> {
  const [found] = await readStackModels(clients, { stackName: 'Orders' });
  if (!found) throw new Error('The stack has no state machine.');
  return found;
}

const AUDITOR = 'ReadersNestedStackReadersNestedStackResource9C843FC4/AuditorB9A7BEA8';
const bootstrapName = (kind: string): string =>
  `role/${QUALIFIER}-${kind}-role-${ACCOUNT}-us-east-1`;

// id: stack-as-the-cdk-deploys-it
describe('a stack that the CDK deployed', () => {
  it('has only readers from the nested stack and the bootstrap stack', async () => {
    const { rows } = report(await model());
    const readers = rows.filter(({ findings }) => findings.workflow.answer === 'yes');

    expect(readers.map(({ subject }) => subject.name).sort()).toEqual(
      [bootstrapName('cfn-exec'), AUDITOR, 'root user'].sort(),
    );
    expect(rows.filter(({ findings }) => findings.workflow.answer === 'unknown')).toEqual([]);
  });

  it('has a path from the deployment role through the execution role of CloudFormation', async () => {
    const { rows } = report(await model());
    const stepsOf = (name: string) =>
      rows.find(({ subject }) => subject.name === name)?.escalation?.steps;

    expect(stepsOf(bootstrapName('deploy'))).toHaveLength(1);
    // It can read everything that is not encrypted with a customer managed key.
    expect(stepsOf(bootstrapName('lookup'))).toBeUndefined();
    expect(stepsOf(bootstrapName('file-publishing'))).toBeUndefined();
  });

  it('lists the table of the workflow, and the readers of the other table', async () => {
    const { tables, otherTables } = await model();

    expect(tables.map((one) => upperBound(one).name)).toEqual([physical('TradesF9C0B62D')]);
    expect(otherTables).toMatchObject([
      {
        what: expect.stringContaining(physical('Sessions8896A56D')),
        readers: [bootstrapName('cfn-exec'), bootstrapName('lookup'), 'root user'],
      },
    ]);
  });

  it('lists the bucket of the results, with the readers that its policy allows', async () => {
    const { copies, unread } = await model();

    expect(copies).toEqual([
      {
        what: `bucket ${physical('Results25575328')} of the ResultWriter of state All`,
        arn: `arn:aws:s3:::${physical('Results25575328')}`,
        readers: [
          'MachineRoleD2D3D395',
          bootstrapName('cfn-exec'),
          bootstrapName('lookup'),
          'root user',
        ],
      },
    ]);
    expect(unread).toEqual([]);
  });
});
