import type { CommandContext } from './commands.ts';
import { WorkshopError } from './errors.ts';
import { learnerLab } from './learner-lab.ts';
import type { Page } from './page/lab-page.ts';
import { selectPages } from './page/select.ts';
import { readWorkshop } from './read-workshop.ts';
import { type Result, restorePolicy, tryRepair } from './try/try-repair.ts';
import { CHECKS } from './verify/checks-by-page.ts';
import { progressText, readProgress, saveProgress, verifyPage } from './verify/verify.ts';

/** Checks the lab of the learner. @returns whether the page is finished; without a page, whether all are. */
export async function runVerify(
  { root, env, write }: CommandContext,
  name: string | undefined,
): Promise<boolean> {
  const { pages } = await readWorkshop(root);
  if (name === undefined) {
    const progress = await readProgress(root);
    write(progressText(pages, progress));
    return pages.every((page) => progress[numberOf(page)] === true);
  }
  requireShell(env);
  const [page] = selectPages<Page>(pages, [name]);
  if (!page) return false;
  const number = numberOf(page);
  const state = await verifyPage(page, CHECKS[number] ?? [], learnerLab(root, env), write);
  // When AWS did not answer, a page that was finished stays finished.
  const progress =
    state === 'unknown'
      ? await readProgress(root)
      : await saveProgress(root, number, state === 'done');
  write(progressText(pages, progress));
  return state === 'done';
}

/** Tries the repair of a broken statement. @returns whether the hole is closed and nothing is opened. */
export async function runTry(
  { root, env, write }: CommandContext,
  options: { hole?: string; restore?: boolean; json?: boolean },
): Promise<boolean> {
  requireShell(env);
  const context = { root, env, lab: learnerLab(root, env) };
  if (options.restore) {
    await restorePolicy(context);
    write('✔ The saved key policy is back.');
    return true;
  }
  if (options.hole === undefined) throw new WorkshopError('Name a hole: --hole 1 (or --restore).');
  const results = await tryRepair(options.hole, context);
  const ok = results.every((result) => result.ok);
  if (options.json) write(JSON.stringify({ hole: options.hole, ok, results }));
  else for (const line of linesOf(options.hole, ok, results)) write(line);
  return ok;
}

const linesOf = (hole: string, ok: boolean, results: readonly Result[]): string[] => [
  ...results.map((result) => `${result.ok ? '✔' : '✘'} ${result.text}`),
  ok ? `✔ Hole ${hole} is closed.` : `✘ Hole ${hole} is open. Repair .aws-sam/lab/${hole}.json`,
];

const numberOf = ({ name }: Page): string => name.replace(/-.*/, '');

/** Without the shell of page 0, the commands would call the learner's own AWS account. */
function requireShell(env: NodeJS.ProcessEnv): void {
  if (env['AWS_PROFILE']) return;
  throw new WorkshopError(
    'This shell has no AWS profile. Open the shell of the labs first: npm run local -- as developer',
  );
}
