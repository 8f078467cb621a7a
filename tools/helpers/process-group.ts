import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { MissingToolError } from './errors.ts';

/** A running program, with every process that it starts. */
export type ProcessGroup = {
  pid: number;
  running(): boolean;
  ended: Promise<void>;
  /** Asks the program to end, then ends the rest of its group. */
  stop(): Promise<void>;
};

const STOP_TIMEOUT_MS = 4000;

/**
 * Starts a program in its own process group. So Ctrl-C in the terminal reaches only this process,
 * which then ends the whole group in order.
 *
 * @param options.stdin `owned`: an empty stream that ends when this process ends for any reason. A
 *   program that reads it can then end too.
 * @throws MissingToolError when it cannot be started.
 */
export async function startGroup(
  file: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; cwd: string; logFile: string; stdin?: 'owned' },
): Promise<ProcessGroup> {
  const log = await open(options.logFile, 'a');
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: [options.stdin === 'owned' ? 'pipe' : 'ignore', log.fd, log.fd],
  });
  try {
    await spawned(file, child);
  } finally {
    await log.close();
  }
  const pid = child.pid as number;
  const ended = once(child, 'exit').then(() => undefined);
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const endGroup = (): void => signalGroup(pid, 'SIGKILL');
  // The last resort when this process ends without its clean-up.
  process.once('exit', endGroup);
  const stop = async (): Promise<void> => {
    if (running()) {
      child.kill('SIGTERM');
      const timer = setTimeout(endGroup, STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    }
    endGroup();
    process.off('exit', endGroup);
  };
  return { pid, running, ended, stop };
}

/** A running program, with every process that it starts, and with pipes for its streams. */
export type PipedProcessGroup = {
  child: ChildProcessByStdio<Writable, Readable, Readable>;
  ended: Promise<void>;
  /** Sends a signal to the program and to everything that it started. */
  signal(name: NodeJS.Signals): void;
};

/**
 * Starts a program as {@link startGroup} does, with pipes for its streams.
 *
 * @param command is the program and its arguments.
 * @throws MissingToolError when it cannot be started.
 */
export async function startPipedGroup(
  [file, ...args]: readonly [file: string, ...args: string[]],
  options: { env: NodeJS.ProcessEnv; cwd: string },
): Promise<PipedProcessGroup> {
  const child = spawn(file, args, { ...options, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  // A program that has ended reads nothing more; `ended` says so.
  child.stdin.on('error', () => {});
  await spawned(file, child);
  const signal = (name: NodeJS.Signals): void => signalGroup(child.pid as number, name);
  const endGroup = (): void => signal('SIGTERM');
  // The last resort when this process ends without its clean-up.
  process.once('exit', endGroup);
  const ended = once(child, 'close').then(() => void process.off('exit', endGroup));
  return { child, ended, signal };
}

async function spawned(file: string, child: NodeJS.EventEmitter): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw new MissingToolError(`${file} could not be started.`, { cause: error });
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
