import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeStateMachineCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { type Clients, clients } from '../aws/clients.ts';
import { LOCAL } from '../aws/environment.ts';
import { finishedTrade } from '../demo/trade.ts';
import type { LocalAws } from '../local-aws.ts';
import { type Build, build, deploy, outputs, remove, type StackOutputs } from '../stack/sam.ts';

const { start } = localAwsForTests();
const root = rootOf(LOCAL.account);

let local: LocalAws;
let sdk: Clients;
let built: Build;
let stack: StackOutputs;
const sam = () => ({ sam: local.tools.sam, env: local.env(root) });

const startIn = async (
  { StockTradingStateMachineArn: stateMachineArn }: StackOutputs,
  input: object,
): Promise<string> => {
  const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
  const { executionArn = '' } = await sdk.stepFunctions.send(command);
  return executionArn;
};

beforeAll(async () => {
  local = await start();
  sdk = clients(local.endpoint, root);
  built = await build(sam());
  await deploy(sam(), built.template, 'first');
  stack = await outputs(sdk.cloudFormation, 'first');
}, TIMEOUT);
afterAll(() => built.remove());

const rows = async (table: string) =>
  (await sdk.dynamoDB.send(new ScanCommand({ TableName: table, ConsistentRead: true }))).Items ??
  [];

describe('several deployments by the SAM CLI', () => {
  it('accept a new reuse period, and keep the table', async () => {
    await startIn(stack, { stock_price: 42 }).then((arn) => finishedTrade(sdk, stack, arn));
    const before = await rows(stack.TransactionTableName);
    expect(before).toHaveLength(1);
    await deploy(sam(), built.template, 'first', { KmsDataKeyReusePeriodSeconds: '300' });

    const stateMachine = await sdk.stepFunctions.send(
      new DescribeStateMachineCommand({
        stateMachineArn: stack.StockTradingStateMachineArn,
        includedData: 'METADATA_ONLY',
      }),
    );
    expect(stateMachine.encryptionConfiguration).toEqual({
      type: 'CUSTOMER_MANAGED_KMS_KEY',
      kmsKeyId: stack.StateMachineKmsKeyArn,
      kmsDataKeyReusePeriodSeconds: 300,
    });
    expect(await rows(stack.TransactionTableName)).toHaveLength(before.length);
  }, 60_000);

  it('reject a reuse period that Step Functions does not allow', async () => {
    const wrong = deploy(sam(), built.template, 'wrong', { KmsDataKeyReusePeriodSeconds: '59' });
    await expect(wrong).rejects.toThrow(/KmsDataKeyReusePeriodSeconds/);
  }, 60_000);

  it('create a second stack in the same account, with its own key, state machine and table', async () => {
    await deploy(sam(), built.template, 'second');
    const second = await outputs(sdk.cloudFormation, 'second');

    for (const name of Object.keys(stack) as (keyof StackOutputs)[]) {
      expect(second[name]).not.toBe(stack[name]);
    }
    const before = await rows(stack.TransactionTableName);
    const arn = await startIn(second, { stock_price: 7 });
    expect(await finishedTrade(sdk, second, arn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await rows(second.TransactionTableName)).toHaveLength(1);
    expect(await rows(stack.TransactionTableName)).toHaveLength(before.length);
  }, 60_000);

  it('leave no resources after sam delete, including log groups', async () => {
    await deploy(sam(), built.template, 'third');
    await remove(sam(), 'third', LOCAL.region);

    const gone = sdk.cloudFormation.send(new DescribeStacksCommand({ StackName: 'third' }));
    await expect(gone).rejects.toThrow(/does not exist/);
    const { logGroups = [] } = await sdk.logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups.filter(({ logGroupName }) => logGroupName?.includes('/third'))).toEqual([]);
  }, 60_000);
});
