import type { FileStep, Page } from '../page/lab-page.ts';
import { lineOf, type Node, nodesOf, textOf } from '../page/markdown.ts';
import { LAB_FOLDER } from '../page/values.ts';
import type { Problem } from '../problem.ts';

const MAKING = `mkdir -p ${LAB_FOLDER.replace(/\/$/, '')}`;

/**
 * Reports files that a learner cannot save. The keys of a fence are not visible, so the paragraph
 * before the fence must name the file. Commands before the first file must create the folder.
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
      problem(step, `The paragraph before the fence must name the file \`${step.path}\`.`),
    ),
    ...(first && !made
      ? [problem(first.step, `Commands before it must create its folder: ${MAKING}`)]
      : []),
  ];
}

/** Returns the text of the block before the fence of a file. */
function wordsBefore({ line }: FileStep, { markdown }: Page): string {
  for (const node of nodesOf(markdown)) {
    const blocks: readonly Node[] = 'children' in node ? node.children : [];
    const at = blocks.findIndex((block) => block.type === 'code' && lineOf(block) === line - 1);
    const before = blocks[at - 1];
    if (at >= 0) return before?.type === 'paragraph' ? textOf(before) : '';
  }
  return '';
}
