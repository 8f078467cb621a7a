import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { ToolError } from 'helpers/errors';
import { shellWithProfile } from '../aws/environment.ts';
import { findRunningLocalAws, isStarting, type RunningLocalAws } from '../run-registry.ts';
import { findOnPath, OWN_CLIS_RULE } from '../tools/installed-clis.ts';
import { writeCommands } from './command-folder.ts';
import { identityNames } from './identities.ts';
import { shellWithPrompt } from './prompt.ts';

/** Names of the profiles: the identities, and the root user of the account. */
export const profileNames: readonly string[] = ['root', ...identityNames];

/**
 * Runs a command or, without a command, a shell as an identity. The identity belongs to the local
 * AWS of this clone, or to the one that the current shell uses.
 *
 * @param printError takes one line.
 * @param find says which local AWS that is.
 * @param starts says whether it is starting, and not yet up.
 * @returns the exit code of the command, as a shell gives it: 128 and the number of the signal that
 * ended it, 126 or 127 where it could not be started.
 * @throws ToolError for an unknown name, or when local AWS does not run.
 */
export async function runAs(
  name: string,
  command: readonly string[],
  base: NodeJS.ProcessEnv,
  printError: (line: string) => void,
  find: () => Promise<RunningLocalAws | undefined> = () => findRunningLocalAws(base),
  starts: () => Promise<boolean> = () => isStarting(base),
): Promise<number> {
  if (!profileNames.includes(name)) {
    throw new ToolError(`There is no identity ${name}.`, {
      advice: `Use one of: ${profileNames.join(', ')}`,
    });
  }
  const running = await find();
  if (!running) {
    if (await starts()) {
      throw new ToolError('Local AWS is starting in this clone.', {
        advice: 'Wait until "npm start" has printed how to use it. Then run this command again.',
      });
    }
    throw new ToolError('Local AWS does not run in this clone.', {
      advice: 'Start it in another terminal: npm start',
    });
  }
  const bin = await writeCommands(running.folder, running.tools);
  const env = shellWithProfile(base, running, name);
  env['PATH'] = [bin, base['PATH']].filter(Boolean).join(delimiter);
  // "as operator -- aws ..." means what "as operator aws ..." does.
  const words = command[0] === '--' ? command.slice(1) : command;
  if (words.length > 0) return run(words, env, printError);
  const shell = base['SHELL'] || 'sh';
  const start = await shellWithPrompt(shell, running.folder, bin, base);
  printError(`You are ${name}, in the local AWS at ${running.url}. Type "exit" to leave.`);
  const notice = unusedAws(running, base);
  if (notice !== undefined) printError(notice);
  return run([shell, ...start.args], { ...env, ...start.env }, printError);
}

/** Says which AWS CLI a shell has, where it is not the one that the person would get without it. */
function unusedAws({ tools }: RunningLocalAws, base: NodeJS.ProcessEnv): string | undefined {
  const own = findOnPath('aws', base['PATH']);
  if (own === undefined || own === tools.aws) return undefined;
  return `In this shell, "aws" is ${tools.aws}, and not your ${own}. ${OWN_CLIS_RULE}.`;
}

async function run(
  [file = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  printError: (line: string) => void,
): Promise<number> {
  const child = spawn(file, args, { env, stdio: 'inherit' });
  try {
    const [code, signal] = await once(child, 'close');
    return typeof code === 'number' ? code : 128 + numberOf(signal);
  } catch (error) {
    return notStarted(file, error, printError);
  }
}

/** As a shell says it: 127 when there is no such command, 126 when it cannot be run. */
function notStarted(file: string, error: unknown, printError: (line: string) => void): number {
  const missing = Object(error).code === 'ENOENT';
  printError(
    `✘ ${missing ? `There is no command ${file}.` : `${file} could not be started: ${error}`}`,
  );
  if (/\s/.test(file)) {
    printError('Leave out the quotes around the command, so that each word is an argument.');
  }
  return missing ? 127 : 126;
}

const numberOf = (signal: unknown): number =>
  new Map<unknown, number>(Object.entries(constants.signals)).get(signal) ?? 0;
