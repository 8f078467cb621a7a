import { CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { createStack } from 'test-fixtures/create-stack';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { runHere } from 'test-fixtures/run-who-can-read';
import { LOCAL } from '../../aws/environment.ts';
import type { LocalAws } from '../../local-aws.ts';
import { stackOf } from './stack-of.ts';
import { childTemplate, parentTemplate, shopTemplate } from './stack-templates.ts';

// The tests start programs, and the machine can be busy.
jest.setTimeout(120_000);

const { start } = localAwsForTests();
let local: LocalAws;
let keyArn: string;
const ALIAS = `arn:aws:kms:${LOCAL.region}:${LOCAL.account}:alias/shop`;
const settings = () => ({
  endpoint: local.endpoint.url,
  region: local.endpoint.region,
  credentials: rootOf(LOCAL.account),
});

/** Puts an object into a bucket of the emulator, which does not check the root user's signature. */
async function putObject(bucket: string, key: string, body: string): Promise<string> {
  const day = `${LOCAL.account}/20260101/${LOCAL.region}/s3/aws4_request`;
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${day}, SignedHeaders=host, Signature=0`,
  };
  for (const [path, text] of [
    [bucket, ''],
    [`${bucket}/${key}`, body],
  ]) {
    const url = `${local.emulator.url}/${path}`;
    const { ok, status } = await fetch(url, { method: 'PUT', body: text ?? '', headers });
    if (!ok) throw new Error(`PUT ${url}: ${status}`);
  }
  // The emulator does not read the bucket from the host of a URL.
  return `https://s3.amazonaws.com/${bucket}/${key}`;
}

beforeAll(async () => {
  local = await start();
  const kms = new KMSClient(settings());
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  keyArn = KeyMetadata?.Arn ?? '';
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/shop', TargetKeyId: keyArn }));
  const cloudFormation = new CloudFormationClient(settings());
  const parameters = { KeyAliasArn: ALIAS };
  await createStack(cloudFormation, { name: 'shop', template: shopTemplate, parameters });
  const url = await putObject('templates', 'child.json', childTemplate);
  await createStack(cloudFormation, {
    ...{ name: 'parent', template: parentTemplate },
    parameters: { ...parameters, Url: url },
  });
}, TIMEOUT);

interface Row {
  readonly name: string;
  readonly [column: string]: unknown;
}
interface ReportOutput {
  readonly stateMachine: { readonly name: string; readonly arn: string };
  readonly key: { readonly arn: string; readonly state: string } | null;
  readonly principals: readonly Row[];
  readonly tables: readonly string[];
  readonly otherTables: readonly object[];
  readonly notes: readonly string[];
}

/** The report that the command gives as JSON. */
async function reportOf(...args: string[]): Promise<ReportOutput> {
  const { stdout, stderr } = await runHere(
    [...args, '--json'],
    stackOf(local.endpoint, rootOf(LOCAL.account)),
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const rowOf = ({ principals }: ReportOutput, name: string): Row => {
  const found = principals.find((one) => one.name === name);
  if (!found) throw new Error(`There is no row ${name}: ${principals.map((one) => one.name)}`);
  return found;
};

describe('who-can-read on deployed stacks', () => {
  it('reports on each state machine of a stack', async () => {
    const { stdout } = await runHere(
      ['--stack-name', 'shop', '--json'],
      stackOf(local.endpoint, rootOf(LOCAL.account)),
    );
    const reports: readonly ReportOutput[] = JSON.parse(stdout);

    expect(reports.map(({ stateMachine }) => stateMachine.name)).toEqual(['orders', 'plain']);
    expect(reports.map(({ key }) => key?.arn)).toEqual([keyArn, undefined]);
  });

  it('finds the readers of a global table', async () => {
    const report = await reportOf('--stack-name', 'shop', '--state-machine', 'Orders');

    expect(report.tables).toHaveLength(1);
    expect(rowOf(report, 'TableReader')).toMatchObject({ table: { answer: 'yes' } });
    expect(rowOf(report, 'GitHub')).toMatchObject({ table: { answer: 'no' } });
  });

  it('leaves out a table that the state machine cannot use, and says who can read it', async () => {
    const report = await reportOf('--stack-name', 'shop', '--state-machine', 'Plain');

    expect(report.tables).toEqual([]);
    expect(rowOf(report, 'TableReader')).toMatchObject({ table: { answer: 'no' } });
    expect(report.otherTables).toMatchObject([
      {
        what: expect.stringMatching(/^shop-Claims\S+, which neither the definition nor a function/),
        arn: expect.stringMatching(/:table\/shop-Claims/),
        readers: expect.arrayContaining(['TableReader']),
      },
    ]);
  });

  it('has a row for the identities of each provider that a role trusts', async () => {
    const report = await reportOf('--stack-name', 'shop', '--state-machine', 'Orders');
    const github = 'an identity of oidc-provider/token.actions.githubusercontent.com';
    const guests = 'anyone, as an unauthenticated identity of an Amazon Cognito identity pool';

    for (const name of [github, guests]) {
      expect(rowOf(report, name)).toMatchObject({
        workflow: { answer: 'no' },
        escalation: {
          answer: 'unknown',
          steps: [expect.stringContaining('with a token that meets')],
        },
      });
    }
    expect(report.principals.map(({ name }) => name)).not.toContain('a web identity');
  });

  it('reads nested stacks', async () => {
    const report = await reportOf(
      '--stack-name',
      'parent',
      '--state-machine',
      'Child/StateMachine',
    );

    expect(report.stateMachine.name).toBe('nested');
    expect(rowOf(report, 'Child/NestedReader')).toMatchObject({ workflow: { answer: 'yes' } });
  });

  it('reports on a state machine that no stack made', async () => {
    const { stateMachine } = await reportOf('--stack-name', 'shop', '--state-machine', 'Plain');
    const stepFunctions = new SFNClient(settings());
    const { roleArn } = await stepFunctions.send(
      new DescribeStateMachineCommand({ stateMachineArn: stateMachine.arn }),
    );
    const { stateMachineArn = '' } = await stepFunctions.send(
      new CreateStateMachineCommand({
        ...{ name: 'by-hand', roleArn },
        definition: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
        encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: keyArn },
      }),
    );
    const report = await reportOf('--state-machine-arn', stateMachineArn);

    expect(report.key).toMatchObject({ arn: keyArn, state: 'Enabled' });
    expect(rowOf(report, 'role/orders-reader')).toMatchObject({ workflow: { answer: 'yes' } });
    expect(await reportOf('--state-machine-arn', stateMachine.arn)).toMatchObject({ key: null });
  });

  it.each([
    [['--stack-name', 'nothing'], 'Stack nothing does not exist in Region us-east-1'],
    [
      ['--stack-name', 'shop', '--state-machine', 'orders'],
      'no state machine with the logical id orders. Give --state-machine one of: Orders, Plain',
    ],
    [['--stack-name', 'shop', '--region', 'us-east'], 'not us-east'],
    [
      [
        '--stack-name',
        'arn:aws:cloudformation:eu-west-1:123456789012:stack/a/1',
        '--region',
        'us-east-1',
      ],
      'is in Region eu-west-1, and --region says us-east-1',
    ],
  ])('has an error with the cause: %j', async (args, text) => {
    const { exitCode, stderr } = await runHere(
      args,
      stackOf(local.endpoint, rootOf(LOCAL.account)),
    );

    expect(stderr).toContain(text);
    expect(exitCode).toBe(2);
  });
});

describe('who-can-read on a stack with manually deleted resources', () => {
  const orders = ['--stack-name', 'shop', '--state-machine', 'Orders'] as const;

  it('continues without the execution role, and then without the alias of the key', async () => {
    const iam = new IAMClient(settings());
    const { StackResourceDetail } = await new CloudFormationClient(settings()).send(
      new DescribeStackResourceCommand({ StackName: 'shop', LogicalResourceId: 'OrdersRole' }),
    );
    const RoleName = StackResourceDetail?.PhysicalResourceId;
    const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    for (const PolicyName of PolicyNames) {
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    }
    await iam.send(new DeleteRoleCommand({ RoleName }));
    const without = await reportOf(...orders);

    expect(without.notes[0]).toContain('does not exist any more: no execution can start');
    expect(rowOf(without, 'Reader')).toMatchObject({ workflow: { answer: 'yes' } });
    expect(without.principals.map(({ name }) => name)).not.toContain('OrdersRole');

    await new KMSClient(settings()).send(new DeleteAliasCommand({ AliasName: 'alias/shop' }));
    const unknown = await reportOf(...orders);

    expect(unknown.key).toMatchObject({ arn: ALIAS, state: 'unknown' });
    expect(rowOf(unknown, 'Reader')).toMatchObject({
      workflow: { answer: 'unknown', reason: expect.stringContaining('the alias was deleted') },
    });
    expect(rowOf(unknown, 'TableReader')).toMatchObject({ workflow: { answer: 'no' } });
  });
});
