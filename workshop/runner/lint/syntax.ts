import { execa } from 'execa';
import type { Page } from '../page/page.ts';
import type { Problem } from '../problem.ts';

/** Fences that are no bash, those included that do not run here. */
export async function brokenScripts({ file, steps }: Page): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const step of steps) {
    if (step.kind === 'file') continue;
    const { exitCode, stderr } = await execa('bash', ['-n'], { input: step.script, reject: false });
    if (exitCode === 0) continue;
    const [, line = '1', message = stderr] = /line (\d+): (.*)/.exec(stderr) ?? [];
    problems.push({ file, line: step.line + Number(line) - 1, message: `Not bash: ${message}` });
  }
  return problems;
}
