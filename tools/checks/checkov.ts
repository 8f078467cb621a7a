import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import { userCacheFolder } from 'helpers/user-cache';
import { findPython } from 'local-aws/tools/python';
import { virtualEnvironment } from 'local-aws/tools/virtual-environment';
import type { CheckContext } from './check.ts';
import { compareFindings, findingsIn } from './checkov-findings.ts';

const REQUIREMENTS = fileURLToPath(new URL('checkov.requirements.txt', import.meta.url));

/**
 * Returns a check that runs checkov on templates. checkov pins another boto3 than the SAM CLI, so it
 * has a Python environment of its own.
 * https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
 */
export const runCheckov =
  (templates: readonly string[]) =>
  async ({ env, signal, write }: CheckContext): Promise<void> => {
    const { bin } = await virtualEnvironment({
      python: await findPython(env),
      requirements: [REQUIREMENTS],
      folder: join(userCacheFolder(env), 'python'),
      env,
      progress: printProgress(write),
      signal,
    });
    const files = templates.flatMap((template) => ['--file', template]);
    const { stdout } = await run(
      join(bin, 'checkov'),
      [
        ...['--compact', '--framework', 'cloudformation', '--skip-download'],
        ...['--output', 'json', '--soft-fail', ...files],
      ],
      // Without an access key it sends nothing anywhere; the setting says so explicitly.
      { cwd: PATHS.root, env: { ...env, CHECKOV_RUN_SCA_PACKAGE_SCAN_V2: 'false' }, signal },
    );
    const problems = compareFindings(findingsIn(stdout));
    for (const problem of problems) write(problem);
    if (problems.length > 0) {
      throw new Error('checkov: fix these findings, or add their reasons to checkov-findings.ts');
    }
  };
