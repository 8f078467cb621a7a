import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { SessionError } from '../errors.ts';

/** How a program is started. The environment is the whole of it. */
export type Program = {
  readonly command: readonly [file: string, ...args: string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
};

/** A program that runs, with everything that it starts. */
export type Group = {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ended: Promise<void>;
  /** Sends a signal to all of it. */
  signal(name: NodeJS.Signals): void;
};

/**
 * Starts a program at the head of a process group of its own, so that all of it can be ended, and is
 * ended with us.
 *
 * @throws SessionError when it cannot be started.
 */
export async function startGroup({ command, cwd, env }: Program): Promise<Group> {
  const [file, ...args] = command;
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  // A program that ended reads no more; that it ended is told by "ended".
  child.stdin.on('error', () => {});
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new SessionError(`${file} could not be started.`, { cause });
  }
  const signal = (name: NodeJS.Signals): void => signalGroup(child.pid, name);
  const end = (): void => signal('SIGTERM');
  process.once('exit', end);
  const ended = once(child, 'close').then(() => void process.off('exit', end));
  return { child, ended, signal };
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch (error) {
    if (Object(error).code !== 'ESRCH') throw error;
  }
}
