import type { CleanUp } from 'helpers/clean-up';
import { printProgress } from 'helpers/progress';
import { LOCAL } from './aws/environment.ts';
import { startConsole } from './console/console.ts';
import { IDENTITIES } from './identities/identities.ts';
import { type LocalAws, startLocalAws } from './local-aws.ts';
import { deployStack } from './stack/deploy-stack.ts';
import type { StackOutputs } from './stack/sam.ts';

/** Starts AWS on this machine, deploys to it, says how to use it, and stays until it is ended. */
export async function start(
  base: NodeJS.ProcessEnv,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<void> {
  const progress = printProgress(write);
  const local = await startLocalAws(base, progress, cleanUp);
  const { outputs } = await deployStack(local, progress, cleanUp);
  const page = await startConsole({
    endpoint: local.endpoint,
    upstream: local.emulator.url,
    folder: local.folder,
    account: LOCAL.account,
    gateway: local.gateway,
    log: progress.note,
  });
  cleanUp.add('the console page', page.stop);
  for (const line of instructions(local, page.url, outputs)) write(line);
  await Promise.race([local.emulator.ended, local.gateway.ended]);
  if (!cleanUp.signal.aborted) throw new Error('Local AWS ended by itself.');
}

/** What a program has to know to speak to this AWS as somebody. */
const SETTINGS = [
  'AWS_ENDPOINT_URL',
  'AWS_REGION',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_PROFILE',
];

const ROOT = { purpose: "the account's root user: IAM refuses it nothing, and keys may" };

/** What a person needs to know next. */
function instructions(local: LocalAws, page: string, outputs: StackOutputs): string[] {
  const machine = `--state-machine-arn ${outputs.StockTradingStateMachineArn}`;
  return [
    '',
    `AWS is up on this machine, at ${local.endpoint.url}. In another terminal, in this folder, become somebody:`,
    '',
    ...Object.entries({ ...IDENTITIES, root: ROOT }).map(
      ([name, { purpose }]) => `  npm run local -- as ${name.padEnd(17)} # ${purpose}`,
    ),
    '',
    'With a command after the name, only that is run. Or, for any program that speaks to AWS:',
    '',
    ...SETTINGS.map((name) => `  export ${name}=${local.as('operator')[name]}`),
    '',
    'Then try:',
    '',
    `  ${outputs.StartExecutionCommand}`,
    `  aws stepfunctions list-executions ${machine}`,
    '  aws stepfunctions describe-execution --execution-arn <execution-arn>',
    `  aws dynamodb scan --table-name ${outputs.TransactionTableName}`,
    '',
    `Look at it in a browser, as each of them: ${page}`,
    'See what KMS is asked, and by whom: npm run local -- events --follow',
    'Ctrl-C ends it and forgets everything.',
  ];
}
