import { join } from 'node:path';
import { DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import {
  DescribeStateMachineCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import type { Credentials } from 'helpers/root-credentials';
import { runAnyway } from 'helpers/run-program';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { LOCAL, withAws } from '../../../aws/environment.ts';
import { rowsOf } from '../../../demo/trade.ts';
import { type Build, build, deploy, outputs, type StackOutputs } from '../../../stack/sam.ts';
import { samIn } from '../../security-account/deployed-accounts.ts';

const { start, timeout } = gatewayFixtureForTests();
const FUNCTIONS = ['CheckPriceFunction', 'BuyFunction', 'SellFunction', 'SaveFunction'];
let fixture: GatewayFixture;
let built: Build;
let standard: StackOutputs;
let stateMachineArn: string;
let caller: Credentials;

const functionArns = async (): Promise<Readonly<Record<string, string>>> => {
  const found = FUNCTIONS.map(async (LogicalResourceId) => {
    const { StackResourceDetail } = await fixture
      .sdk()
      .cloudFormation.send(
        new DescribeStackResourceCommand({ StackName: 'stock-trading', LogicalResourceId }),
      );
    const FunctionName = StackResourceDetail?.PhysicalResourceId;
    const { Configuration } = await fixture
      .sdk()
      .lambda.send(new GetFunctionCommand({ FunctionName }));
    return [`${LogicalResourceId}Arn`, Configuration?.FunctionArn ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(found));
};

beforeAll(async () => {
  fixture = await start();
  built = await build(samIn(fixture, LOCAL.account));
  await deploy(samIn(fixture, LOCAL.account), built.template, 'stock-trading');
  const { cloudFormation } = fixture.sdk();
  standard = await outputs(cloudFormation, 'stock-trading');
  const role = await fixture.role('Caller', { AWS: LOCAL.account }, [allow('states:*')]);
  const parameters = { ...(await functionArns()), CallerRoleArn: role };
  const template = join(PATHS.root, 'stacks/express/template.yaml');
  await deploy(samIn(fixture, LOCAL.account), template, 'express', parameters);
  stateMachineArn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:stateMachine:express`;
  caller = await fixture.session(role);
}, timeout);
afterAll(() => built.remove());

const input = JSON.stringify({ ticker: 'AMZN', stock_price: 42 });
const startSync = (as: Credentials, more: object = {}) =>
  fixture
    .sdk(as)
    .stepFunctions.send(new StartSyncExecutionCommand({ stateMachineArn, input, ...more }));
const errorOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
  );

describe('the express workflow', () => {
  it('trades and returns its output to a caller with the key', async () => {
    const { status, output = '{}', executionArn = '' } = await startSync(caller);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output)).toMatchObject({ type: 'buy', price: 42, ticker: 'AMZN' });
    const rows = await rowsOf(fixture.sdk(), standard.TransactionTableName, executionArn);
    expect(rows).toMatchObject([{ Price: { N: '42' } }]);
  });

  it('can be started by the AWS CLI only without the host prefix', async () => {
    const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
    const env = { ...withAws(fixture.env, endpoint, caller), AWS_MAX_ATTEMPTS: '1' };
    const args = ['stepfunctions', 'start-sync-execution', '--input', input];
    const run = (more: object) =>
      runAnyway(fixture.tools.aws, [...args, '--state-machine-arn', stateMachineArn], {
        env: { ...env, ...more },
      });

    const withoutPrefix = await run({ AWS_DISABLE_HOST_PREFIX_INJECTION: 'true' });
    expect(withoutPrefix).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('"SUCCEEDED"'),
    });
    expect((await run({})).all).toContain('sync-127.0.0.1');
  });

  it('trades, and omits the output from the answer if only metadata is requested', async () => {
    const operator = await fixture.user('operator', [allow('states:*')]);
    const answer = await startSync(operator, { includedData: 'METADATA_ONLY' });
    expect(answer).toMatchObject({ status: 'SUCCEEDED' });
    expect(answer.output).toBeUndefined();
    expect(answer.input).toBeUndefined();
  });

  it('denies a start without the key, also to administrators and root', async () => {
    const administrator = await fixture.user('administrator', [allow('*')]);
    expect(await errorOf(startSync(administrator))).toBe('KmsAccessDeniedException');
    expect(await errorOf(startSync(ROOT))).toBe('KmsAccessDeniedException');
  });

  it('shows its definition only to the caller, which can also read the data', async () => {
    const describing = new DescribeStateMachineCommand({ stateMachineArn });
    const { definition } = await fixture.sdk(caller).stepFunctions.send(describing);
    expect(definition).toContain('Check Stock Value');
    const byRoot = fixture.sdk().stepFunctions.send(describing);
    expect(await errorOf(byRoot)).toBe('KmsAccessDeniedException');
  });

  it('is not started asynchronously, because its role cannot generate a data key', async () => {
    const starting = new StartExecutionCommand({ stateMachineArn, input });
    const started = fixture.sdk(caller).stepFunctions.send(starting);
    await expect(started).rejects.toThrow(/kms:GenerateDataKey/);
  });

  it('cannot run while the key is disabled', async () => {
    const { kms, stepFunctions } = fixture.sdk();
    const describing = { stateMachineArn, includedData: 'METADATA_ONLY' } as const;
    const found = await stepFunctions.send(new DescribeStateMachineCommand(describing));
    const KeyId = found.encryptionConfiguration?.kmsKeyId;
    await kms.send(new DisableKeyCommand({ KeyId }));
    expect(await errorOf(startSync(caller))).toBe('KmsInvalidStateException');
    await kms.send(new EnableKeyCommand({ KeyId }));
    expect((await startSync(caller)).status).toBe('SUCCEEDED');
  });
});
