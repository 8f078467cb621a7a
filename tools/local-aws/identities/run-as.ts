import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { ToolError } from 'helpers/errors';
import { withProfile } from '../aws/environment.ts';
import { findRunningLocalAws, type RunningLocalAws } from '../run-registry.ts';
import { identityNames } from './identities.ts';

/** Who one can be: the identities, and the account's root user. */
export const profileNames: readonly string[] = ['root', ...identityNames];

/**
 * Runs a command, or a shell when there is none, in the name of an identity of the local AWS that
 * runs in this clone.
 *
 * @param find tells which local AWS that is.
 * @returns the exit code of the command, as a shell gives it: 128 and the signal's number where one
 * ended it, 126 or 127 where it could not be started.
 * @throws ToolError for a name that nobody has, or when local AWS does not run.
 */
export async function runAs(
  name: string,
  command: readonly string[],
  base: NodeJS.ProcessEnv,
  complain: (line: string) => void,
  find: () => Promise<RunningLocalAws | undefined> = findRunningLocalAws,
): Promise<number> {
  if (!profileNames.includes(name)) {
    throw new ToolError(`Nobody here is called ${name}.`, {
      advice: `Try: ${profileNames.join(', ')}`,
    });
  }
  const running = await find();
  if (!running) {
    throw new ToolError('Local AWS does not run in this clone.', {
      advice: 'Start it in another terminal: npm start',
    });
  }
  const env = withProfile(base, running, name);
  // The pinned AWS CLI comes last, for those who have none of their own.
  env['PATH'] = `${base['PATH'] ?? ''}:${dirname(running.tools.python)}`;
  // "as operator -- aws ..." means what "as operator aws ..." does.
  const words = command[0] === '--' ? command.slice(1) : command;
  const [file = base['SHELL'] || 'sh', ...args] = words;
  if (words.length === 0) complain(`You are ${name}. Type "exit" to be yourself again.`);
  const child = spawn(file, args, { env, stdio: 'inherit' });
  try {
    const [code, signal] = await once(child, 'close');
    return typeof code === 'number' ? code : 128 + numberOf(signal);
  } catch (error) {
    return notStarted(file, error, complain);
  }
}

/** As a shell tells it: 127 when there is no such command, 126 when it is not one. */
function notStarted(file: string, error: unknown, complain: (line: string) => void): number {
  const none = Object(error).code === 'ENOENT';
  complain(`✘ ${none ? `There is no command ${file}.` : `${file} could not be started: ${error}`}`);
  if (/\s/.test(file))
    complain('Leave out the quotes around the command: its words go one by one.');
  return none ? 127 : 126;
}

const numberOf = (signal: unknown): number =>
  new Map<unknown, number>(Object.entries(constants.signals)).get(signal) ?? 0;
