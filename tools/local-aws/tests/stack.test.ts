import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { type Clients, clients } from '../aws/clients.ts';
import { LOCAL } from '../aws/environment.ts';
import { field } from '../demo/harness.ts';
import { functionLogs } from '../demo/logs.ts';
import { finishedTrade, rowsOf } from '../demo/trade.ts';
import type { LocalAws } from '../local-aws.ts';
import { type Build, build, deploy, outputs, remove, type StackOutputs } from '../stack/sam.ts';

const { start } = localAwsForTests();
const root = rootOf(LOCAL.account);

let local: LocalAws;
let sdk: Clients;
let built: Build;
let stack: StackOutputs;
const sam = () => ({ sam: local.tools.sam, env: local.env(root) });
/** Behind the gateway, where the key is unknown: what an execution gave back can be read there. */
const behind = () => clients({ ...local.endpoint, url: local.emulator.url }, root).stepFunctions;

const startExecution = (machine: string, input: unknown): Promise<string> =>
  field(
    { aws: local.tools.aws, env: local.env(root) },
    [
      ...['stepfunctions', 'start-execution', '--input', JSON.stringify(input)],
      ...['--state-machine-arn', machine],
    ],
    'executionArn',
  );

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

describe('the stack deployed by the SAM CLI', () => {
  it.each([
    [50, 'buy', 'Buy Stock'],
    [51, 'sell', 'Sell Stock'],
  ])(
    'at %d trades by "%s", started by the AWS CLI, and records one row',
    async (price, type, state) => {
      const arn = await startExecution(stack.StockTradingStateMachineArn, {
        ticker: 'AMZN',
        stock_price: price,
      });
      const trade = await finishedTrade(sdk, stack, arn);

      expect(trade.status).toBe('SUCCEEDED');
      expect(trade.path).toEqual([
        'Check Stock Value',
        'Buy or Sell?',
        state,
        'Record Transaction',
      ]);
      expect(trade.rows).toHaveLength(1);
      expect(trade.rows[0]).toMatchObject({
        Type: { S: type },
        Price: { N: String(price) },
        Ticker: { S: 'AMZN' },
        ExecutionId: { S: arn },
      });
    },
  );

  it('finds a price by itself when started by the SDK without input', async () => {
    const { executionArn = '' } = await sdk.stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn: stack.StockTradingStateMachineArn }),
    );
    const trade = await finishedTrade(sdk, stack, executionArn);

    expect(trade.status).toBe('SUCCEEDED');
    const { output = '{}' } = await behind().send(new DescribeExecutionCommand({ executionArn }));
    const transaction: { type: string; price: number } = JSON.parse(output);
    expect(transaction.type).toBe(transaction.price <= 50 ? 'buy' : 'sell');
    expect(trade.rows).toMatchObject([{ Price: { N: String(transaction.price) } }]);
  });

  it('refuses an input with an unknown field, and records nothing', async () => {
    const arn = await startExecution(stack.StockTradingStateMachineArn, { price: 42 });
    const trade = await finishedTrade(sdk, stack, arn);

    expect(trade.status).toBe('FAILED');
    const { error, cause } = await behind().send(
      new DescribeExecutionCommand({ executionArn: arn }),
    );
    expect(error).toBe('InvalidInputError');
    expect(cause).toContain('input: must hold nothing but ticker, stock_price');
    expect(await rowsOf(sdk, stack.TransactionTableName, arn)).toEqual([]);
  });

  it("writes function logs to the stack's own groups, by execution, without the data", async () => {
    const secret = 'Z9MARKED';
    const arn = await startExecution(stack.StockTradingStateMachineArn, {
      ticker: secret,
      stock_price: 42,
    });
    await finishedTrade(sdk, stack, arn);

    const lines = await functionLogs(sdk, 'first', arn, 3);
    expect(lines.map(({ group }) => group)).toEqual([
      '/aws/lambda/first/check-price',
      '/aws/lambda/first/buy',
      '/aws/lambda/first/save',
    ]);
    const messages: string[] = [];
    for (const logGroupName of new Set(lines.map(({ group }) => group))) {
      const { events = [] } = await sdk.logs.send(new FilterLogEventsCommand({ logGroupName }));
      messages.push(...events.map(({ message }) => message ?? ''));
    }
    expect(messages.join('\n')).not.toContain(secret);
  });

  it('takes a new reuse period by a second deployment, and keeps the table', async () => {
    const before = await rows(stack.TransactionTableName);
    await deploy(sam(), built.template, 'first', { KmsDataKeyReusePeriodSeconds: '300' });

    const machine = await sdk.stepFunctions.send(
      new DescribeStateMachineCommand({
        stateMachineArn: stack.StockTradingStateMachineArn,
        includedData: 'METADATA_ONLY',
      }),
    );
    expect(machine.encryptionConfiguration).toEqual({
      type: 'CUSTOMER_MANAGED_KMS_KEY',
      kmsKeyId: stack.StateMachineKmsKeyArn,
      kmsDataKeyReusePeriodSeconds: 300,
    });
    expect(await rows(stack.TransactionTableName)).toHaveLength(before.length);
  }, 60_000);

  it('refuses a reuse period that Step Functions does not take', async () => {
    const wrong = deploy(sam(), built.template, 'wrong', { KmsDataKeyReusePeriodSeconds: '59' });
    await expect(wrong).rejects.toThrow(/KmsDataKeyReusePeriodSeconds/);
  }, 60_000);

  it('lives beside a second stack of the same account, each with its own key, machine and table', async () => {
    await deploy(sam(), built.template, 'second');
    const second = await outputs(sdk.cloudFormation, 'second');

    for (const name of Object.keys(stack) as (keyof StackOutputs)[]) {
      expect(second[name]).not.toBe(stack[name]);
    }
    const before = await rows(stack.TransactionTableName);
    const arn = await startExecution(second.StockTradingStateMachineArn, { stock_price: 7 });
    expect(await finishedTrade(sdk, second, arn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await rows(second.TransactionTableName)).toHaveLength(1);
    expect(await rows(stack.TransactionTableName)).toHaveLength(before.length);
  }, 60_000);

  it('is gone after sam delete, its log groups included', async () => {
    await deploy(sam(), built.template, 'third');
    await remove(sam(), 'third', LOCAL.region);

    const gone = sdk.cloudFormation.send(new DescribeStacksCommand({ StackName: 'third' }));
    await expect(gone).rejects.toThrow(/does not exist/);
    const { logGroups = [] } = await sdk.logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups.filter(({ logGroupName }) => logGroupName?.includes('/third'))).toEqual([]);
  }, 60_000);
});
