import type { Page } from '../page/page.ts';
import type { Problem } from '../problem.ts';
import { runPage } from './run-page.ts';
import type { Session } from './session.ts';
import { stateScript } from './state.ts';

/** A clone with an AWS beside it, in which pages run. */
export type World = {
  readonly root: string;
  /** A shell as a learner opens it. */
  open(): Promise<Session>;
};

/** Told as it happens. */
export type Report = {
  begins(page: Page): void;
  ends(page: Page, seconds: number, problems: readonly Problem[]): void;
};

const STATE_TIMEOUT = 300_000;

/** Runs pages one after the other, each from the state it names and in a shell of its own. */
export async function check(
  pages: readonly Page[],
  world: World,
  report: Report,
): Promise<readonly Problem[]> {
  const all: Problem[] = [];
  for (const page of pages) {
    const begun = performance.now();
    report.begins(page);
    const problems = await fromItsState(page, world);
    report.ends(page, (performance.now() - begun) / 1000, problems);
    all.push(...problems);
  }
  return all;
}

async function fromItsState(page: Page, world: World): Promise<readonly Problem[]> {
  const before = await inShell(world, (shell) => bring(page, shell));
  if (before) return [before];
  return inShell(world, (session) => runPage(page, { place: 'local', root: world.root, session }));
}

/** What went wrong on the way to the state that a page starts from. */
async function bring({ file, state }: Page, shell: Session): Promise<Problem | undefined> {
  const script = `bash ${stateScript(state)}`;
  const { exitCode, output } = await shell.run(script, STATE_TIMEOUT).catch(shellEnded);
  if (exitCode === 0) return undefined;
  return { file, line: 1, message: `Not brought to its state, ${state}.\n${output.trim()}` };
}

const shellEnded = (error: unknown) => ({ exitCode: 1, output: String(error) });

async function inShell<T>(world: World, work: (session: Session) => Promise<T>): Promise<T> {
  const session = await world.open();
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}
