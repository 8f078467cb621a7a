import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { whoCanRead } from 'test-fixtures/run-who-can-read';

const PACKAGES = ['aws-cdk@2.1148.1', 'aws-cdk-lib@2.276.0', 'constructs@10.8.1'];
const LOG_GROUP = '/aws/vendedlogs/states/cdk';

const app = `
const cdk = require('aws-cdk-lib');
const { Key } = require('aws-cdk-lib/aws-kms');
const { LogGroup } = require('aws-cdk-lib/aws-logs');
const sfn = require('aws-cdk-lib/aws-stepfunctions');
const env = { account: '${LOCAL.account}', region: '${LOCAL.region}' };
const stack = new cdk.Stack(new cdk.App(), 'CdkWorkflow', { env });
const key = new Key(stack, 'Key');
new sfn.StateMachine(stack, 'Machine', {
  stateMachineName: 'cdk-workflow',
  definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')),
  encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(key),
  logs: {
    destination: new LogGroup(stack, 'Logs', { logGroupName: '${LOG_GROUP}' }),
    level: sfn.LogLevel.ALL,
  },
});
`;

const { start, timeout } = gatewayFixtureForTests();
// npm installs the CDK from a registry into the folder of this test. Each command is slow.
jest.setTimeout(600_000);
let fixture: GatewayFixture;
let folder: string;

beforeAll(async () => {
  fixture = await start();
  folder = join(fixture.folder, 'cdk');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  await writeFile(join(folder, 'app.js'), app);
  await writeFile(join(folder, 'cdk.json'), '{"app":"node app.js"}');
  const quiet = ['--no-audit', '--no-fund', '--silent'];
  await execa('npm', ['install', ...quiet, ...PACKAGES], { cwd: folder });
}, timeout);

/** Environment of a program that calls AWS through the gateway. */
const envOf = ({ accessKeyId, secretAccessKey }: Credentials) => ({
  ...fixture.env,
  HOME: folder,
  CI: '1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  AWS_ENDPOINT_URL: fixture.gateway.url,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_REGION: LOCAL.region,
});

const cdk = (as: Credentials, ...args: readonly string[]) =>
  execa(join(folder, 'node_modules', '.bin', 'cdk'), args, {
    ...{ cwd: folder, env: envOf(as), reject: false, all: true },
  });

/** What the CDK writes when it goes on with its own credentials instead of a role's. */
const NOT_ASSUMED = 'could not be used to assume';

describe('the CDK', () => {
  // id: cdk-deploys
  it('bootstraps, and deploys a state machine under a customer managed key', async () => {
    const bootstrap = await cdk(ROOT, 'bootstrap', `aws://${LOCAL.account}/${LOCAL.region}`);
    expect(bootstrap.all).toContain('bootstrapped.');

    const roles = `arn:aws:iam::${LOCAL.account}:role/cdk-*`;
    const assumes = { ...allow('sts:AssumeRole', 'sts:TagSession'), Resource: roles };
    const developer = await fixture.user('developer', [assumes]);
    const deploy = await cdk(developer, 'deploy', '--require-approval', 'never', 'CdkWorkflow');
    expect({ exitCode: deploy.exitCode, all: deploy.all }).toMatchObject({ exitCode: 0 });
    expect(deploy.all).not.toContain(NOT_ASSUMED);
    // A root user can assume no role, so the CDK uses the credentials of the root user.
    const again = await cdk(ROOT, 'deploy', '--require-approval', 'never', 'CdkWorkflow');
    expect(again.all).toContain('no changes');

    const stateMachineArn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:stateMachine:cdk-workflow`;
    const { stepFunctions, logs } = fixture.sdk();
    const shown = await stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(shown).toMatchObject({
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY' },
      loggingConfiguration: { level: 'ALL' },
    });
    const { executionArn } = await stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn }),
    );
    const operator = await fixture.user('operator', [allow('states:*')]);
    await expect(
      fixture.sdk(operator).stepFunctions.send(new DescribeExecutionCommand({ executionArn })),
    ).rejects.toMatchObject({ name: 'KmsAccessDeniedException' });
    await poll('The log of the execution', async () => {
      const found = await logs.send(new FilterLogEventsCommand({ logGroupName: LOG_GROUP }));
      return (found.events ?? []).length >= 4 ? true : undefined;
    });
  });

  // id: cdk-readers
  it('deploys a stack of which who-can-read shows the readers', async () => {
    const args = ['--stack-name', 'CdkWorkflow', '--region', LOCAL.region, '--json'];
    const { stdout, stderr } = await whoCanRead(args, envOf(ROOT));
    expect(stderr).toBe('');
    const { principals } = JSON.parse(stdout);
    const withAnswer = (answer: string): string[] =>
      principals.flatMap(({ id, workflow }: { id: string; workflow: { answer: string } }) =>
        workflow.answer === answer ? [id] : [],
      );
    // The execution role of CloudFormation has AdministratorAccess, and the key of the CDK trusts IAM.
    expect(withAnswer('yes')).toEqual([
      `arn:aws:iam::${LOCAL.account}:role/cdk-hnb659fds-cfn-exec-role-${LOCAL.account}-${LOCAL.region}`,
      `arn:aws:iam::${LOCAL.account}:root`,
    ]);
    expect(withAnswer('unknown')).toEqual([]);
    expect(withAnswer('no')).toContain(`arn:aws:iam::${LOCAL.account}:user/developer`);
  });
});
