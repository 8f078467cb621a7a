import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LearnerLab } from '../learner-lab.ts';
import type { Page } from '../page/lab-page.ts';
import type { Check, State } from './check.ts';

const MARKS = { done: '✔', missing: '✘', unknown: '?' } as const;

/** The pages that a learner has finished, by number. */
export type Progress = Readonly<Record<string, boolean>>;

/**
 * Checks the work of a learner on a page, and prints what is missing, each with a hint.
 *
 * @param write takes one line.
 * @returns `missing` when something is missing; `unknown` when nothing is, but a check could not look.
 */
export async function verifyPage(
  { title }: Pick<Page, 'title'>,
  checks: readonly Check[],
  lab: LearnerLab,
  write: (line: string) => void,
): Promise<State> {
  write(title);
  const states = new Set<State>(['done']);
  for (const { title: what, hint, look } of checks) {
    const state = await look(lab).catch((error: unknown): [State, string] => [
      'unknown',
      error instanceof Error ? error.message : String(error),
    ]);
    const [found, problem] = typeof state === 'string' ? [state, undefined] : state;
    // In a real account, calls to KMS are not visible at once. That does not keep a page from being done.
    if (found === 'missing' || problem !== undefined) states.add(found);
    write(`${MARKS[found]} ${what}`);
    if (problem !== undefined) write(`  Cannot be determined: ${problem}`);
    else if (found === 'missing') write(`  Hint: ${hint}`);
    else if (found === 'unknown') write('  Cannot be determined here. CloudTrail has it later.');
  }
  if (states.has('missing')) return 'missing';
  return states.has('unknown') ? 'unknown' : 'done';
}

const file = (root: string): string => join(root, '.aws-sam/lab/progress.json');

/** Returns the progress over the pages. */
export async function readProgress(root: string): Promise<Progress> {
  const text = await readFile(file(root), 'utf8').catch(() => '{}');
  try {
    return Object(JSON.parse(text));
  } catch {
    return {}; // An incomplete file counts as no progress.
  }
}

/** Notes whether a page is finished. */
export async function saveProgress(root: string, page: string, isDone: boolean): Promise<Progress> {
  const progress = { ...(await readProgress(root)), [page]: isDone };
  await mkdir(dirname(file(root)), { recursive: true });
  await writeFile(file(root), `${JSON.stringify(progress)}\n`);
  return progress;
}

/** One line: the pages that are finished. */
export function progressText(pages: readonly Pick<Page, 'name'>[], progress: Progress): string {
  const numbers = pages.map(({ name }) => name.replace(/-.*/, ''));
  const finished = numbers.filter((number) => progress[number]);
  const marks = numbers.map((number) => `${number} ${progress[number] ? '✔' : '·'}`).join('  ');
  return `Progress: ${finished.length} of ${numbers.length} pages  ${marks}`;
}
