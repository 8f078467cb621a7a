import { run, runAnyway } from 'helpers/run-program';

/** How the Docker CLI is called: where it is looked for, and until when. */
export type DockerOptions = { env: NodeJS.ProcessEnv; signal?: AbortSignal; timeout?: number };

const DEFAULT_TIMEOUT = 60_000;

/**
 * Runs one Docker command that has to succeed.
 *
 * @param args the command and its arguments; nothing passes through a shell.
 * @returns what it printed, without the line end.
 * @throws CommandFailedError, MissingToolError.
 */
export async function docker(args: readonly string[], options: DockerOptions): Promise<string> {
  const { stdout } = await run('docker', args, { timeout: DEFAULT_TIMEOUT, ...options });
  return stdout.trim();
}

/**
 * As {@link docker}, where failing is an answer as well.
 *
 * @returns what it printed, or undefined when Docker refused.
 */
export async function dockerIfPossible(
  args: readonly string[],
  options: DockerOptions,
): Promise<string | undefined> {
  const result = await runAnyway('docker', args, { timeout: DEFAULT_TIMEOUT, ...options });
  return result.exitCode === 0 ? result.stdout.trim() : undefined;
}
