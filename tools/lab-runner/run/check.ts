import type { Page } from '../page/lab-page.ts';
import type { Problem } from '../problem.ts';
import { runPage } from './run-page.ts';
import type { Session } from './session.ts';
import { stateScript } from './state.ts';

/** A clone with its own AWS, in which pages run. */
export type Lab = {
  readonly root: string;
  /** A shell as a learner opens it. */
  open(): Promise<Session>;
  stop(): Promise<void>;
};

/** How pages are distributed. */
export type Concurrency = {
  /** Number of pages that run at the same time, each in its own lab. */
  readonly jobs: number;
  /** Whether each page gets a fresh lab. Otherwise pages share one, one after the other. */
  readonly alone: boolean;
};

/** Takes each event when it happens. */
export type Report = {
  begins(page: Page): void;
  ends(page: Page, seconds: number, problems: readonly Problem[]): void;
};

const STATE_TIMEOUT = 300_000;

/**
 * Runs pages, each from its state and in its own shell.
 *
 * @param create makes a fresh lab for a job, from 1.
 * @returns all differences from the pages.
 */
export async function check(
  pages: readonly Page[],
  create: (job: number) => Promise<Lab>,
  report: Report,
  { jobs, alone }: Concurrency,
): Promise<readonly Problem[]> {
  const queue = [...pages];
  const found: Problem[] = [];
  const work = async (job: number): Promise<void> => {
    let lab: Lab | undefined;
    for (let page = queue.shift(); page; page = queue.shift()) {
      lab ??= await create(job);
      found.push(...(await checkPage(page, lab, report)));
      if (alone) lab = await lab.stop().then(() => undefined);
    }
    await lab?.stop();
  };
  const count = Math.min(jobs, pages.length);
  await Promise.all(Array.from({ length: count }, (_, index) => work(index + 1)));
  return found;
}

async function checkPage(page: Page, lab: Lab, report: Report): Promise<readonly Problem[]> {
  const begun = performance.now();
  report.begins(page);
  const problems = await fromItsState(page, lab);
  report.ends(page, (performance.now() - begun) / 1000, problems);
  return problems;
}

async function fromItsState(page: Page, { root, open }: Lab): Promise<readonly Problem[]> {
  const session = await open();
  try {
    const before = await prepareState(page, session);
    return before ? [before] : await runPage(page, { place: 'local', root, session });
  } finally {
    await session.end();
  }
}

/** Returns the problem when the start state of a page was not reached. */
async function prepareState({ file, state }: Page, shell: Session): Promise<Problem | undefined> {
  const script = `bash ${stateScript(state)}`;
  const { exitCode, output } = await shell.run(script, STATE_TIMEOUT).catch(shellEnded);
  if (exitCode === 0) return undefined;
  return { file, line: 1, message: `Its state was not reached: ${state}.\n${output.trim()}` };
}

const shellEnded = (error: unknown) => ({ exitCode: 1, output: String(error) });
