import { SessionError } from '../errors.ts';
import type { Page, Step, Target } from '../page/lab-page.ts';
import type { Problem } from '../problem.ts';
import { runCommands, writeLabFile } from './run-step.ts';
import type { Session } from './session.ts';

/** Where a page runs. */
export type PageContext = {
  readonly place: Target;
  /** The folder that learners work in: a clone of the repository. */
  readonly root: string;
  readonly session: Session;
};

/**
 * Runs a page from its first fence to its last, or to the first difference, because later fences
 * depend on earlier ones.
 */
export async function runPage(page: Page, context: PageContext): Promise<readonly Problem[]> {
  for (const step of page.steps.filter(
    ({ only }) => only === undefined || only === context.place,
  )) {
    const finding = await runStep(step, context);
    if (finding) return [{ file: page.file, ...finding }];
  }
  return [];
}

async function runStep(step: Step, { root, session }: PageContext) {
  if (step.kind === 'manual') return undefined;
  if (step.kind === 'file') {
    await writeLabFile(step, root);
    return undefined;
  }
  try {
    return await runCommands(step, session);
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    return { line: step.line, message: error.message };
  }
}
