import { poll } from 'helpers/poll';
import type { Clients } from '../aws/clients.ts';
import { STACK_NAME } from '../stack/deploy-stack.ts';
import type { StackOutputs } from '../stack/sam.ts';
import { type DemoHarness, field } from './harness.ts';
import { functionLogs } from './logs.ts';
import { finishedTrade } from './trade.ts';

/** The parameters of every scenario. */
export type DemoContext = {
  harness: DemoHarness;
  stack: StackOutputs;
  /** Clients of the root user, for data that the key does not protect. */
  sdk: Clients;
  write: (line: string) => void;
};

const execution = (arn: string): string[] => [
  'stepfunctions',
  'describe-execution',
  '--execution-arn',
  arn,
];
const METADATA = ['--included-data', 'METADATA_ONLY'];

/** Starts an execution as the operator, and returns its ARN. */
function start({ harness, stack }: DemoContext, price: number): Promise<string> {
  const input = JSON.stringify({ ticker: 'AMZN', stock_price: price });
  return field(
    harness.cli('operator'),
    [
      ...['stepfunctions', 'start-execution', '--input', input],
      ...['--state-machine-arn', stack.StockTradingStateMachineArn],
    ],
    'executionArn',
  );
}

/**
 * Runs one branch of the workflow: the operator starts it and sees it in the list, and it is
 * recorded once.
 */
export async function trades(
  setting: DemoContext,
  { price, type, state }: { price: number; type: string; state: string },
): Promise<string> {
  const { harness, stack, sdk, write } = setting;
  const arn = await start(setting, price);
  const trade = await finishedTrade(sdk, stack, arn);
  write(`  ${trade.path.join(' → ')}`);
  harness.expect('the execution succeeds', trade.status === 'SUCCEEDED', trade.status);
  harness.expect(`a price of ${price} goes through "${state}"`, trade.path.includes(state));
  const [row, ...more] = trade.rows;
  const recorded =
    row?.['Type']?.S === type && row['Price']?.N === String(price) && more.length === 0;
  harness.expect('the table has one row for the execution', recorded, JSON.stringify(trade.rows));
  for (const [name, value] of Object.entries(row ?? {}))
    write(`      ${name}: ${value.S ?? value.N}`);
  const lines = await functionLogs(sdk, STACK_NAME, arn, 3);
  harness.expect(
    'three functions logged the ARN of the execution',
    lines.length === 3,
    String(lines.length),
  );
  for (const { group, message } of lines) write(`      ${group}: ${message}`);
  return arn;
}

/** Shows the post's result: the list shows the execution, and its details are denied. */
export async function readsAreDenied({ harness, stack }: DemoContext, arn: string): Promise<void> {
  const stateMachine = ['--state-machine-arn', stack.StockTradingStateMachineArn];
  const history = ['stepfunctions', 'get-execution-history', '--execution-arn', arn];
  const definition = ['stepfunctions', 'describe-state-machine', ...stateMachine];
  await harness.together([
    async ({ allowed, expect }) => {
      const listed = await allowed('operator', [
        'stepfunctions',
        'list-executions',
        ...stateMachine,
      ]);
      expect('the execution is in the list', JSON.stringify(listed ?? '').includes(arn));
    },
    ({ denied }) => denied('operator', execution(arn), 'KmsAccessDeniedException'),
    ({ denied }) => denied('operator', history, 'KmsAccessDeniedException'),
    ({ denied }) => denied('developer', definition, 'KmsAccessDeniedException'),
    ({ denied }) => denied('key-administrator', execution(arn), 'KmsAccessDeniedException'),
    ({ denied }) => denied('root', execution(arn), 'KmsAccessDeniedException'),
    async ({ allowed, expect }) => {
      const metadata = await allowed('operator', [...execution(arn), ...METADATA]);
      const seen = Object.keys(Object(metadata));
      expect(
        'metadata has a status and no input or output',
        seen.includes('status') && !seen.some((k) => k === 'input' || k === 'output'),
      );
    },
  ]);
}

/** Shows that the auditor of the second deployment can read through Step Functions only. */
export async function auditorReads(
  { harness, stack }: DemoContext,
  arn: string,
  ciphertext: string,
): Promise<void> {
  const context = `aws:states:stateMachineArn=${stack.StockTradingStateMachineArn}`;
  const decrypt = [
    'kms',
    'decrypt',
    '--ciphertext-blob',
    `fileb://${ciphertext}`,
    '--encryption-context',
    context,
  ];
  await harness.together([
    async ({ allowed, expect }) => {
      const seen = await allowed('auditor', execution(arn));
      expect('the auditor sees the input', JSON.stringify(seen ?? '').includes('stock_price'));
    },
    ({ denied }) => denied('auditor', decrypt, 'AccessDeniedException'),
    ({ denied }) => denied('operator', execution(arn), 'KmsAccessDeniedException'),
  ]);
}

/**
 * Shows that without the key no execution starts and no one can read, and that with it everything
 * works again.
 */
export async function keyIsDisabled(setting: DemoContext, arn: string): Promise<void> {
  const { harness, stack, sdk } = setting;
  const key = ['--key-id', stack.StateMachineKmsKeyArn];
  await harness.allowed('key-administrator', ['kms', 'disable-key', ...key]);
  const stateMachine = ['--state-machine-arn', stack.StockTradingStateMachineArn];
  const starting = ['stepfunctions', 'start-execution', ...stateMachine];
  await harness.together([
    ({ denied }) => denied('operator', starting, 'KmsInvalidStateException'),
    ({ denied }) => denied('auditor', execution(arn), 'KmsInvalidStateException'),
  ]);
  await harness.allowed('key-administrator', ['kms', 'enable-key', ...key]);
  const again = await poll('An execution with the key enabled again', () => start(setting, 42));
  const trade = await finishedTrade(sdk, stack, again);
  harness.expect(
    'the workflow trades after the key is enabled again',
    trade.status === 'SUCCEEDED',
    trade.status,
  );
}
