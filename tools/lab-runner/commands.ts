import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { tryLock } from 'helpers/lock';
import { shuffled } from 'helpers/shuffle';
import { WorkshopError } from './errors.ts';
import { refreshClone } from './fixture/clone.ts';
import { startLab } from './fixture/lab-fixture.ts';
import type { Page, Target } from './page/lab-page.ts';
import { selectPages } from './page/select.ts';
import { planText } from './plan.ts';
import { type Problem, problemText } from './problem.ts';
import { readWorkshop } from './read-workshop.ts';
import { printReport, summary } from './report.ts';
import { type Concurrency, check } from './run/check.ts';
import { stateScript } from './run/state.ts';

/** The parameters of every command. */
export type CommandContext = {
  /** Root of the repository. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly write: (line: string) => void;
  /** Registers how to undo something at the end of the program. */
  readonly later: (undo: () => Promise<void>) => void;
};

export type CheckOptions = {
  readonly page: readonly string[];
  readonly order: 'given' | 'random';
  readonly seed: number;
} & Concurrency;

/** Lints all pages and runs the named ones. @returns whether everything is as the pages say. */
export async function runCheck(context: CommandContext, options: CheckOptions): Promise<boolean> {
  const { root, env, write, later } = context;
  const begun = performance.now();
  const { pages, problems } = await readWorkshop(root);
  if (problems.length > 0) return reportProblem(problems, write);
  const chosen = selectPages(pages, options.page);
  const ordered = options.order === 'random' ? shuffled(chosen, options.seed) : chosen;
  write(
    `${ordered.length} pages, order: ${options.order === 'random' ? `--seed ${options.seed}` : 'given'}`,
  );
  later(await lockClones(root));
  const create = async (job: number) => {
    const clone = join(root, `.aws-sam/workshop/clone-${job}`);
    await refreshClone(root, clone);
    write(`▸ npm start, in clone ${job}`);
    const lab = await startLab(clone, env);
    later(lab.stop);
    return lab;
  };
  const found = await check(ordered, create, printReport(write), options);
  write(summary(ordered.length, found, (performance.now() - begun) / 1000));
  return found.length === 0;
}

/**
 * Locks the clones in which the pages run against other checks.
 *
 * @returns how to release the lock.
 * @throws WorkshopError when another check runs.
 */
async function lockClones(root: string): Promise<() => Promise<void>> {
  const path = join(root, '.aws-sam/workshop/lock');
  await mkdir(dirname(path), { recursive: true });
  const lock = await tryLock(path);
  if ('release' in lock) return lock.release;
  throw new WorkshopError(
    `Another check runs in this folder (process ${lock.owner}). Wait for its end.`,
  );
}

/** Prints what would run. @returns whether the pages can be read. */
export async function runPlan(
  { root, write }: CommandContext,
  { page, on }: { page: readonly string[]; on: Target },
): Promise<boolean> {
  const { pages, problems } = await readWorkshop(root);
  for (const one of selectPages(pages, page)) write(`${planText(one, on)}\n`);
  return reportProblem(problems, write);
}

/**
 * Brings the AWS of `npm start` to the start state of a page.
 *
 * @throws WorkshopError when that fails.
 */
export async function runReset(
  { root, env, write }: CommandContext,
  name: string,
): Promise<boolean> {
  const { pages } = await readWorkshop(root);
  const [page] = selectPages<Page>(pages, [name]);
  if (!page) return false;
  const args = [
    'run',
    '--silent',
    'local',
    '--',
    'as',
    'developer',
    'bash',
    stateScript(page.state),
  ];
  const { exitCode } = await execa('npm', args, {
    ...{ cwd: root, env, reject: false, stdin: 'ignore', stdout: 'inherit', stderr: 'inherit' },
  });
  if (exitCode !== 0)
    throw new WorkshopError(
      `The state "${page.state}" was not reached. The messages above say why.`,
    );
  write(`You are at the start of "${page.title}": ${page.file}`);
  return true;
}

function reportProblem(problems: readonly Problem[], write: (line: string) => void): boolean {
  for (const problem of problems) write(`✘ ${problemText(problem)}`);
  return problems.length === 0;
}
