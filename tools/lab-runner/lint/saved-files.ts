import type { FileStep, Page } from '../page/lab-page.ts';
import { lineOf, type Node, nodesOf, textOf } from '../page/markdown.ts';
import { LAB_FOLDER } from '../page/values.ts';
import type { Problem } from '../problem.ts';

const MAKING = `mkdir -p ${LAB_FOLDER.replace(/\/$/, '')}`;

/**
 * Files that a learner cannot save: where a page is shown, "save" is not, so the words right before
 * the fence have to name the file; and commands have to make the folder before the first of them.
 */
export function unsavedFiles(page: Page): Problem[] {
  const files = page.steps.flatMap((step, at) => (step.kind === 'file' ? [{ step, at }] : []));
  const unnamed = files.filter(({ step }) => !wordsBefore(step, page).includes(step.path));
  const [first] = files;
  const made = page.steps
    .slice(0, first?.at)
    .some((step) => step.kind === 'commands' && step.script.includes(MAKING));
  const problem = ({ line }: FileStep, message: string): Problem => ({
    file: page.file,
    line: line - 1,
    message,
  });
  return [
    ...unnamed.map(({ step }) =>
      problem(step, `The words before the fence do not say to save it as \`${step.path}\`.`),
    ),
    ...(first && !made
      ? [problem(first.step, `No commands before it make its folder: ${MAKING}`)]
      : []),
  ];
}

/** The text of the block that stands right before the fence of a file. */
function wordsBefore({ line }: FileStep, { markdown }: Page): string {
  for (const node of nodesOf(markdown)) {
    const blocks: readonly Node[] = 'children' in node ? node.children : [];
    const at = blocks.findIndex((block) => block.type === 'code' && lineOf(block) === line - 1);
    const before = blocks[at - 1];
    if (at >= 0) return before?.type === 'paragraph' ? textOf(before) : '';
  }
  return '';
}
