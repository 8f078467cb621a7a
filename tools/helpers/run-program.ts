import { execa } from 'execa';
import { CommandFailedError, MissingToolError } from './errors.ts';

export type RunOptions = {
  cwd?: string;
  /** The complete environment of the command. It inherits no other variable. */
  env: NodeJS.ProcessEnv;
  /** Called with each line of standard output and standard error as it comes. */
  onLine?: (line: string) => void;
  /** Ends the command, its children included, when it aborts. */
  signal?: AbortSignal;
  /** Standard input of the command (default: empty). */
  input?: string;
  /** Milliseconds after which the command is ended. */
  timeout?: number;
};

export type CommandResult = { exitCode: number; stdout: string; stderr: string; all: string };

/**
 * Runs a command and returns its output, with any exit code.
 *
 * @throws MissingToolError when the program cannot be started.
 * @throws CommandFailedError when it was ended by a signal or ran out of time.
 */
export async function runAnyway(
  file: string,
  args: readonly string[],
  options: RunOptions,
): Promise<CommandResult> {
  const child = execa(file, args, {
    env: options.env,
    extendEnv: false,
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    all: true,
    reject: false,
    forceKillAfterDelay: 2000,
    killDescendants: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
  });
  if (options.onLine) {
    for await (const line of child.iterable({ from: 'all' })) options.onLine(String(line));
  }
  const result = await child;
  const shown = [file, ...args].join(' ');
  if (result.exitCode === undefined) {
    if (result.cause !== undefined && 'code' in Object(result.cause)) {
      throw new MissingToolError(`${file} could not be started.`, { cause: result.cause });
    }
    throw new CommandFailedError(shown, undefined, result.all);
  }
  return {
    exitCode: result.exitCode,
    stdout: result.stdout,
    stderr: result.stderr,
    all: result.all,
  };
}

/**
 * Runs a command that must succeed.
 *
 * @throws CommandFailedError with the end of the output.
 */
export async function run(
  file: string,
  args: readonly string[],
  options: RunOptions,
): Promise<CommandResult> {
  const result = await runAnyway(file, args, options);
  if (result.exitCode !== 0) {
    throw new CommandFailedError([file, ...args].join(' '), result.exitCode, result.all);
  }
  return result;
}
