import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { runAnyway } from 'helpers/run-program';

/** What came of commands: their exit code, and all that they printed, errors included. */
export type Ran = { readonly exitCode: number; readonly output: string };

/** Runs commands one after the other; the first that fails ends them. */
export type Shell = (commands: string) => Promise<Ran>;

/**
 * A shell in the root of the repository that keeps variables and functions from one run to the
 * next, as the terminal of a person who follows a page does.
 *
 * @param folder for its file.
 */
export function shellIn(folder: string, env: NodeJS.ProcessEnv): Shell {
  const kept = join(folder, `shell-${randomUUID()}`);
  const script = (commands: string): string =>
    [
      'exec 2>&1',
      // Some variables are bash's own and cannot be set.
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
