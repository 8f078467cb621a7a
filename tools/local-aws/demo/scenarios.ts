import { poll } from 'helpers/poll';
import type { Clients } from '../aws/clients.ts';
import { STACK_NAME } from '../stack/deploy-stack.ts';
import type { StackOutputs } from '../stack/sam.ts';
import { field, type Stage } from './harness.ts';
import { functionLogs } from './logs.ts';
import { finishedTrade } from './trade.ts';

/** What every chapter needs. */
export type Setting = {
  stage: Stage;
  stack: StackOutputs;
  /** Clients of the root user, for what the key does not protect. */
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

/** Starts an execution as the operator, and gives back its ARN. */
function start({ stage, stack }: Setting, price: number): Promise<string> {
  const input = JSON.stringify({ ticker: 'AMZN', stock_price: price });
  return field(
    stage.cli('operator'),
    [
      ...['stepfunctions', 'start-execution', '--input', input],
      ...['--state-machine-arn', stack.StockTradingStateMachineArn],
    ],
    'executionArn',
  );
}

/** One branch of the workflow: started by the operator, seen in the list, recorded once. */
export async function trades(
  setting: Setting,
  { price, type, state }: { price: number; type: string; state: string },
): Promise<string> {
  const { stage, stack, sdk, write } = setting;
  const arn = await start(setting, price);
  const trade = await finishedTrade(sdk, stack, arn);
  write(`  ${trade.path.join(' → ')}`);
  stage.expect('the execution succeeds', trade.status === 'SUCCEEDED', trade.status);
  stage.expect(`a price of ${price} goes through "${state}"`, trade.path.includes(state));
  const [row, ...more] = trade.rows;
  const recorded =
    row?.['Type']?.S === type && row['Price']?.N === String(price) && more.length === 0;
  stage.expect('the table holds one row of it', recorded, JSON.stringify(trade.rows));
  for (const [name, value] of Object.entries(row ?? {}))
    write(`      ${name}: ${value.S ?? value.N}`);
  const lines = await functionLogs(sdk, STACK_NAME, arn, 3);
  stage.expect('three functions logged under its ARN', lines.length === 3, String(lines.length));
  for (const { group, message } of lines) write(`      ${group}: ${message}`);
  return arn;
}

/** The post's result: the execution is in the list, and its details are refused. */
export async function nobodyReads({ stage, stack }: Setting, arn: string): Promise<void> {
  const machine = ['--state-machine-arn', stack.StockTradingStateMachineArn];
  const history = ['stepfunctions', 'get-execution-history', '--execution-arn', arn];
  const definition = ['stepfunctions', 'describe-state-machine', ...machine];
  await stage.together([
    async ({ allowed, expect }) => {
      const listed = await allowed('operator', ['stepfunctions', 'list-executions', ...machine]);
      expect('the execution is in the list', JSON.stringify(listed ?? '').includes(arn));
    },
    ({ refused }) => refused('operator', execution(arn), 'KmsAccessDeniedException'),
    ({ refused }) => refused('operator', history, 'KmsAccessDeniedException'),
    ({ refused }) => refused('developer', definition, 'KmsAccessDeniedException'),
    ({ refused }) => refused('key-administrator', execution(arn), 'KmsAccessDeniedException'),
    ({ refused }) => refused('root', execution(arn), 'KmsAccessDeniedException'),
    async ({ allowed, expect }) => {
      const metadata = await allowed('operator', [...execution(arn), ...METADATA]);
      const seen = Object.keys(Object(metadata));
      expect(
        'metadata holds a status and no input or output',
        seen.includes('status') && !seen.some((k) => k === 'input' || k === 'output'),
      );
    },
  ]);
}

/** The auditor that the second deployment named: reads through Step Functions, and only so. */
export async function auditorReads(
  { stage, stack }: Setting,
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
  await stage.together([
    async ({ allowed, expect }) => {
      const seen = await allowed('auditor', execution(arn));
      expect('the auditor sees the input', JSON.stringify(seen ?? '').includes('stock_price'));
    },
    ({ refused }) => refused('auditor', decrypt, 'AccessDeniedException'),
    ({ refused }) => refused('operator', execution(arn), 'KmsAccessDeniedException'),
  ]);
}

/** Without the key nothing starts and nobody reads; with it all is as before. */
export async function keyIsDisabled(setting: Setting, arn: string): Promise<void> {
  const { stage, stack, sdk } = setting;
  const key = ['--key-id', stack.StateMachineKmsKeyArn];
  await stage.allowed('key-administrator', ['kms', 'disable-key', ...key]);
  const machine = ['--state-machine-arn', stack.StockTradingStateMachineArn];
  const starting = ['stepfunctions', 'start-execution', ...machine];
  await stage.together([
    ({ refused }) => refused('operator', starting, 'KmsInvalidStateException'),
    ({ refused }) => refused('auditor', execution(arn), 'KmsInvalidStateException'),
  ]);
  await stage.allowed('key-administrator', ['kms', 'enable-key', ...key]);
  const again = await poll('An execution with the key enabled again', () => start(setting, 42));
  const trade = await finishedTrade(sdk, stack, again);
  stage.expect('with the key enabled again it trades', trade.status === 'SUCCEEDED', trade.status);
}
