import { copyFile, rename } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { CleanUp } from 'helpers/clean-up';
import { ToolError } from 'helpers/errors';
import { printProgress } from 'helpers/progress';
import { LOCAL, PROFILE_FILES, withProfile } from './aws/environment.ts';
import { startConsole } from './console/console.ts';
import { shellQuote, writeCommands } from './identities/command-folder.ts';
import { IDENTITIES } from './identities/identities.ts';
import { type LocalAws, startLocalAws } from './local-aws.ts';
import { claimRun, registerRun, STABLE_FOLDER } from './run-registry.ts';
import { runSettings } from './run-settings.ts';
import { deployStack } from './stack/deploy-stack.ts';
import type { StackOutputs } from './stack/sam.ts';

/** How `npm start` is called. */
export type StartOptions = {
  /** Port of the key gateway (default: the port of the last run). */
  readonly port?: number;
  /** Ends the local AWS that runs in this clone. */
  readonly replace?: boolean;
};

/**
 * Starts local AWS, deploys the application, prints how to use it, and stays until it is ended.
 *
 * @throws LocalError when local AWS runs in this clone already, or a port is in use.
 */
export async function start(
  base: NodeJS.ProcessEnv,
  options: StartOptions,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<void> {
  const progress = printProgress(write);
  cleanUp.add('the record of this run', await claimRun({ replace: options.replace ?? false }));
  const settings = await runSettings(options.port);
  const local = await startLocalAws(base, progress, cleanUp, { port: settings.port });
  const { outputs } = await deployStack(local, progress, cleanUp);
  const page = await startConsole({
    endpoint: local.endpoint,
    upstream: local.emulator.url,
    folder: local.folder,
    account: LOCAL.account,
    gateway: local.gateway,
    port: settings.consolePort,
    secrets: settings.secrets,
    log: progress.note,
  });
  cleanUp.add('the console page', page.stop);
  await publish(local);
  const bin = await writeCommands(STABLE_FOLDER, local.tools);
  for (const line of instructions(exportsFor(local, base, bin), local, page.url, outputs)) {
    write(line);
  }
  const ended = await Promise.race([
    local.emulator.ended.then(() => 'emulator'),
    local.gateway.ended.then(() => 'key gateway'),
  ]);
  if (!cleanUp.signal.aborted) {
    throw new ToolError(
      `The ${ended} ended unexpectedly, so local AWS has ended and its data is deleted. Start it again: npm start`,
    );
  }
}

/** Copies the profiles to the folder whose path stays, and lets other commands find this run. */
async function publish({ folder, tools, endpoint }: LocalAws): Promise<void> {
  for (const name of Object.values(PROFILE_FILES)) {
    const file = join(STABLE_FOLDER, name);
    await copyFile(join(folder, name), `${file}.new`);
    await rename(`${file}.new`, file);
  }
  const gatewayFolder = join(folder, 'gateway');
  await registerRun({
    ...{ pid: process.pid, startedAt: Date.now(), folder: STABLE_FOLDER, gatewayFolder },
    ...{ tools, ...endpoint },
  });
}

/** What a program needs to call this AWS as an identity. */
const SETTINGS = [
  'AWS_ENDPOINT_URL',
  'AWS_REGION',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_PROFILE',
  'AWS_DISABLE_HOST_PREFIX_INJECTION',
];
const PROXIES = /^(http|https|all)_proxy$/i;

/**
 * Returns the lines that connect a shell to local AWS, quoted where that is necessary. Behind a
 * proxy, requests to the loopback address must go past it.
 *
 * @param base environment of `npm start`.
 * @param bin folder with the commands that must come first on PATH.
 */
export function exportsFor(
  { endpoint }: Pick<LocalAws, 'endpoint'>,
  base: NodeJS.ProcessEnv,
  bin: string,
): string[] {
  const run = { folder: STABLE_FOLDER, ...endpoint };
  const env = withProfile(base, run, 'operator');
  const hasProxy = Object.keys(base).some((name) => PROXIES.test(name));
  const names = [...SETTINGS, ...(hasProxy ? ['NO_PROXY', 'no_proxy'] : [])];
  return [
    ...names.map((name) => `  export ${name}=${shellQuote(env[name] ?? '')}`),
    `  export PATH=${shellQuote(bin)}${delimiter}"$PATH"`,
  ];
}

const ROOT = {
  purpose: 'the root user of the account: IAM denies it nothing, a key policy can',
};

/** Prints how to use local AWS. */
function instructions(
  exports: readonly string[],
  local: LocalAws,
  page: string,
  outputs: StackOutputs,
): string[] {
  const stateMachine = `--state-machine-arn ${outputs.StockTradingStateMachineArn}`;
  const as = (name: string, command: string): string => `  npm run local -- as ${name} ${command}`;
  return [
    '',
    `✔ AWS is up on this machine, at ${local.endpoint.url}. In another terminal, in this folder, open a shell as an identity:`,
    '',
    ...Object.entries({ ...IDENTITIES, root: ROOT }).map(
      ([name, { purpose }]) => `  npm run local -- as ${name.padEnd(17)} # ${purpose}`,
    ),
    '',
    'With a command after the name, only that command runs:',
    '',
    as('operator', outputs.StartExecutionCommand),
    as('operator', `aws stepfunctions list-executions ${stateMachine}`),
    as('developer', `aws dynamodb scan --table-name ${outputs.TransactionTableName}`),
    '',
    'Or, for any program that calls AWS:',
    '',
    ...exports,
    '',
    'The path and the port stay the same in each run. Open shells continue to work after a restart.',
    '',
    `See it in a browser, as each identity: ${page}`,
    'See the calls to KMS and their callers: npm run local -- events --follow',
    'Ctrl-C ends it and deletes its data.',
  ];
}
