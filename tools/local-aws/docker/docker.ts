import { run, runAnyway } from 'helpers/run-program';

/** How the Docker CLI is called: its environment, and its deadline. */
export type DockerOptions = { env: NodeJS.ProcessEnv; signal?: AbortSignal; timeout?: number };

const DEFAULT_TIMEOUT = 60_000;

/**
 * Runs one Docker command that must succeed.
 *
 * @param args the command and its arguments, without a shell.
 * @returns its output, without the line end.
 * @throws CommandFailedError, MissingToolError.
 */
export async function docker(args: readonly string[], options: DockerOptions): Promise<string> {
  const { stdout } = await run('docker', args, { timeout: DEFAULT_TIMEOUT, ...options });
  return stdout.trim();
}

/**
 * Runs one Docker command that can fail.
 *
 * @returns its output, or undefined when it failed.
 */
export async function dockerIfPossible(
  args: readonly string[],
  options: DockerOptions,
): Promise<string | undefined> {
  const result = await runAnyway('docker', args, { timeout: DEFAULT_TIMEOUT, ...options });
  return result.exitCode === 0 ? result.stdout.trim() : undefined;
}
