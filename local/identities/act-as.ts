import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { withProfile } from '../aws/environment.ts';
import { LocalError } from '../errors.ts';
import { type Running, runningLocalAws } from '../running.ts';
import { identityNames } from './identities.ts';

/** Who one can be: the identities, and the account's root user. */
export const actors: readonly string[] = ['root', ...identityNames];

/**
 * Runs a command, or a shell when there is none, in the name of an identity of the local AWS that
 * runs in this clone.
 *
 * @param find tells which local AWS that is.
 * @returns the exit code of the command.
 * @throws LocalError for a name that nobody has, or when local AWS does not run.
 */
export async function actAs(
  name: string,
  command: readonly string[],
  base: NodeJS.ProcessEnv,
  complain: (line: string) => void,
  find: () => Promise<Running | undefined> = runningLocalAws,
): Promise<number> {
  if (!actors.includes(name)) {
    throw new LocalError(`Nobody here is called ${name}.`, { advice: `Try: ${actors.join(', ')}` });
  }
  const running = await find();
  if (!running) {
    throw new LocalError('Local AWS does not run in this clone.', {
      advice: 'Start it in another terminal: npm start',
    });
  }
  const env = withProfile(base, running, name);
  // The pinned AWS CLI comes last, for those who have none of their own.
  env['PATH'] = `${base['PATH'] ?? ''}:${dirname(running.tools.python)}`;
  const [file = base['SHELL'] ?? 'sh', ...args] = command;
  if (command.length === 0) complain(`You are ${name}. Type "exit" to be yourself again.`);
  const child = spawn(file, args, { env, stdio: 'inherit' });
  child.once('error', () => complain(`${file} could not be started.`));
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 1;
}
