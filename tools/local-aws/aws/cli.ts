import { type RunOptions, run, runAnyway } from 'helpers/run-program';

/** How the AWS CLI is called: its path, and an environment with endpoint and credentials. */
export type AwsCli = { aws: string } & RunOptions;

/**
 * Calls the AWS CLI.
 *
 * @returns what it printed, parsed as JSON; undefined when it printed nothing.
 * @throws CommandFailedError with the CLI's own message.
 */
export async function aws({ aws: file, ...options }: AwsCli, args: string[]): Promise<unknown> {
  const { stdout } = await run(file, [...args, '--output', 'json'], options);
  return stdout.trim() === '' ? undefined : JSON.parse(stdout);
}

/** Calls the AWS CLI, and returns its exit code and its output also when it fails. */
export async function awsAnyway(
  { aws: file, ...options }: AwsCli,
  args: string[],
): Promise<{ exitCode: number; message: string; stdout: string }> {
  const { exitCode, stderr, stdout } = await runAnyway(
    file,
    [...args, '--output', 'json'],
    options,
  );
  return { exitCode, message: stderr.trim(), stdout };
}
