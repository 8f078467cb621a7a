import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { runAnyway } from 'helpers/run-program';

/** The result of commands: their exit code, and their output, errors included. */
export type Ran = { readonly exitCode: number; readonly output: string };

/** Runs commands one after the other until the first failure. */
export type Shell = (commands: string) => Promise<Ran>;

/**
 * Returns a shell in the root of the repository that keeps variables and functions between runs,
 * like the terminal of a reader.
 *
 * @param folder for its file.
 */
export function shellIn(folder: string, env: NodeJS.ProcessEnv): Shell {
  const kept = join(folder, `shell-${randomUUID()}`);
  const script = (commands: string): string =>
    [
      'exec 2>&1',
      // Some variables belong to bash and cannot be set.
      'source "$KEPT" 2>/dev/null',
      'set -eu -o pipefail',
      commands,
      'set +eu',
      '{ declare -p; declare -f; } > "$KEPT"',
    ].join('\n');
  return async (commands) => {
    const options = { cwd: PATHS.root, env: { ...env, KEPT: kept } };
    const { exitCode, stdout } = await runAnyway('bash', ['-c', script(commands)], options);
    return { exitCode, output: stdout };
  };
}
