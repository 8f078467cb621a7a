import { execa } from 'execa';
import type { Page } from '../page/lab-page.ts';
import type { Problem } from '../problem.ts';

/** Reports fences that are not valid bash, also those that do not run here. */
export async function brokenScripts({ file, steps }: Page): Promise<Problem[]> {
  const written = steps.filter((step) => step.kind !== 'file');
  const complaints = await complaintsOf(written.map(({ script }) => script));
  return written.flatMap((step, index): Problem[] => {
    const complaint = complaints[index];
    if (complaint === undefined) return [];
    const [, line = '1', message = complaint] = /line (\d+): (.*)/.exec(complaint) ?? [];
    return [{ file, line: step.line + Number(line) - 1, message: `Not valid bash: ${message}` }];
  });
}

/** Parses each script without running it. */
const CHECK = `
while IFS= read -r -d '' script; do
  complaint=$(bash -n 2>&1 <<<"$script")
  printf '%s\\0%s\\0' "$?" "$complaint"
done`;

/**
 * Returns the syntax error of each script; undefined for a valid one. One bash checks all of them,
 * because a large process starts others slowly.
 */
async function complaintsOf(scripts: readonly string[]): Promise<(string | undefined)[]> {
  const input = scripts.map((script) => `${script}\0`).join('');
  const { stdout } = await execa('bash', ['-c', CHECK], { input });
  const answers = stdout.split('\0');
  return scripts.map((_script, index) => {
    const [exitCode, complaint] = answers.slice(2 * index, 2 * index + 2);
    return exitCode === '0' ? undefined : (complaint ?? 'bash did not answer');
  });
}
