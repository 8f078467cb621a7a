import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { MissingToolError } from './errors.ts';

/** A program that runs on, with everything that it starts. */
export type ProcessGroup = {
  pid: number;
  running(): boolean;
  ended: Promise<void>;
  /** Asks the program to end, then ends what is left of its group. */
  stop(): Promise<void>;
};

const STOP_TIMEOUT_MS = 4000;

/**
 * Starts a program at the head of a process group of its own, so that Ctrl-C in our terminal
 * reaches us alone and we end the group as a whole, in order.
 *
 * @param options.stdin `owned`: it says nothing, and ends when our process does, however that comes. A
 * program that looks at it need not outlive us.
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
    await once(child, 'spawn');
  } catch (error) {
    throw new MissingToolError(`${file} could not be started.`, { cause: error });
  } finally {
    await log.close();
  }
  const pid = child.pid as number;
  const ended = once(child, 'exit').then(() => undefined);
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  const endGroup = (): void => signalGroup(pid, 'SIGKILL');
  // The last resort when our own process ends without its clean-up.
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

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
