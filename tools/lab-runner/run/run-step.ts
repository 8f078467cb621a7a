import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkResult, type Finding } from '../expect/check-result.ts';
import type { CommandsStep, FileStep } from '../page/lab-page.ts';
import type { Session } from './session.ts';

const RETRY_INTERVAL = 500;

/**
 * Runs the commands of a fence, repeatedly if the page says to wait.
 *
 * @returns the difference from the page, or undefined.
 * @throws SessionError when the shell ended.
 */
export async function runCommands(
  step: CommandsStep,
  session: Session,
): Promise<Finding | undefined> {
  const end = performance.now() + (step.wait ?? 0);
  for (;;) {
    const finding = checkResult(step, await session.run(step.script, step.timeout));
    if (!finding) return undefined;
    if (performance.now() >= end)
      return step.wait === undefined ? finding : late(finding, step.wait);
    await sleep(RETRY_INTERVAL);
  }
}

const late = ({ line, message }: Finding, wait: number): Finding => ({
  line,
  message: `Not within ${wait / 1000} s: ${message}`,
});

/** Writes the file that the page gives to the learner. */
export async function writeLabFile({ path, content }: FileStep, root: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}
