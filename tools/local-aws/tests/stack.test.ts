import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { type Clients, clients } from '../aws/clients.ts';
import { LOCAL } from '../aws/environment.ts';
import { field } from '../demo/harness.ts';
import { functionLogs } from '../demo/logs.ts';
import { finishedTrade, rowsOf } from '../demo/trade.ts';
import type { LocalAws } from '../local-aws.ts';
import { type Build, build, deploy, outputs, type StackOutputs } from '../stack/sam.ts';

const { start: startLocal } = localAwsForTests();
const root = rootOf(LOCAL.account);

let local: LocalAws;
let sdk: Clients;
let built: Build;
let stack: StackOutputs;
const sam = () => ({ sam: local.tools.sam, env: local.env(root) });
/** Clients behind the gateway, where the key is not enforced, to read the output of an execution. */
const behind = () => clients({ ...local.endpoint, url: local.emulator.url }, root).stepFunctions;

const startByCli = (input: string): Promise<string> =>
  field(
    { aws: local.tools.aws, env: local.env(root) },
    [
      ...['stepfunctions', 'start-execution', '--input', input],
      ...['--state-machine-arn', stack.StockTradingStateMachineArn],
    ],
    'executionArn',
  );
const startBySdk = async (input?: string): Promise<string> => {
  const stateMachineArn = stack.StockTradingStateMachineArn;
  const command = new StartExecutionCommand({ stateMachineArn, ...(input ? { input } : {}) });
  const { executionArn = '' } = await sdk.stepFunctions.send(command);
  return executionArn;
};

beforeAll(async () => {
  local = await startLocal();
  sdk = clients(local.endpoint, root);
  built = await build(sam());
  await deploy(sam(), built.template, 'first');
  stack = await outputs(sdk.cloudFormation, 'first');
}, TIMEOUT);
afterAll(() => built.remove());

describe('the stack deployed by the SAM CLI', () => {
  it.each([
    [50, 'buy', 'Buy Stock', 'the AWS CLI', startByCli],
    [51, 'sell', 'Sell Stock', 'the SDK', startBySdk],
  ])(
    'at %d trades by "%s" in the state %s, started by %s, and records one row',
    async (price, type, state, _by, start) => {
      const arn = await start(JSON.stringify({ ticker: 'AMZN', stock_price: price }));
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

  it('gets a price from the source when the SDK starts it without input', async () => {
    const executionArn = await startBySdk();
    const trade = await finishedTrade(sdk, stack, executionArn);

    expect(trade.status).toBe('SUCCEEDED');
    const { output = '{}' } = await behind().send(new DescribeExecutionCommand({ executionArn }));
    const transaction: { type: string; price: number } = JSON.parse(output);
    expect(transaction.type).toBe(transaction.price <= 50 ? 'buy' : 'sell');
    expect(trade.rows).toMatchObject([{ Price: { N: String(transaction.price) } }]);
  });

  it('rejects an input with an unknown field, and does not record a trade', async () => {
    const arn = await startBySdk(JSON.stringify({ price: 42 }));
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
    const arn = await startBySdk(JSON.stringify({ ticker: secret, stock_price: 42 }));
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
});
