import { clients } from '../aws/clients.ts';
import { LOCAL, rootOf } from '../aws/environment.ts';
import { startLocalAws } from '../local-aws.ts';
import type { CleanUp } from '../process/clean-up.ts';
import { printProgress } from '../progress.ts';
import { deployStack, STACK_NAME } from '../stack/deploy-stack.ts';
import { remove } from '../stack/sam.ts';
import { expectations } from './expectations.ts';
import { functionLogs } from './logs.ts';
import { finishedTrade, startExecution } from './trade.ts';

/** The two branches of the workflow: a price that buys, and one that sells. */
const BRANCHES = [
  { price: 42, type: 'buy', state: 'Buy Stock' },
  { price: 67, type: 'sell', state: 'Sell Stock' },
] as const;

/**
 * The main job without an AWS account: deploys, trades, shows, deletes.
 *
 * @returns what was not as expected.
 */
export async function demo(
  base: NodeJS.ProcessEnv,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<readonly string[]> {
  const progress = printProgress(write);
  const { expect, failed } = expectations(write);
  const local = await startLocalAws(base, progress, cleanUp);
  const stack = await deployStack(local, progress, cleanUp.signal);
  const sdk = clients(local.endpoint, rootOf(LOCAL.account));
  const cli = { aws: local.tools.aws, env: local.env(), signal: cleanUp.signal };

  for (const { price, type, state } of BRANCHES) {
    await progress.step(`Trading at ${price}: aws stepfunctions start-execution`, async () => {
      const input = { ticker: 'AMZN', stock_price: price };
      const arn = await startExecution(cli, stack.StockTradingStateMachineArn, input);
      const trade = await finishedTrade(sdk, stack, arn);
      write(`  ${trade.path.join(' → ')}`);
      expect('the execution succeeds', trade.status === 'SUCCEEDED', trade.failure);
      expect(`a price of ${price} goes through "${state}"`, trade.path.includes(state));
      expect(
        `the table holds one row: ${JSON.stringify(trade.row)}`,
        trade.row?.['Type']?.S === type && trade.row['Price']?.N === String(price),
      );
      const lines = await functionLogs(sdk.logs, STACK_NAME, arn);
      for (const { group, line } of lines) write(`  ${group}  ${line}`);
      expect('three functions logged under the execution', lines.length >= 3, String(lines.length));
    });
  }
  await progress.step('sam delete', () =>
    remove(
      { sam: local.tools.sam, env: local.env(), signal: cleanUp.signal },
      STACK_NAME,
      LOCAL.region,
    ),
  );
  return failed();
}
