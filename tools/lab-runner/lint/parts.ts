import type { Page } from '../page/lab-page.ts';
import { lineOf, type Node, textOf } from '../page/markdown.ts';
import type { Problem } from '../problem.ts';

/**
 * Reports missing parts of a page: a prediction, a task with a hint before its solution, and a
 * verification.
 */
export function missingParts({ file, name, markdown }: Page): Problem[] {
  const blocks = markdown.children;
  const problem = (message: string, node?: Node): Problem[] => [
    { file, line: node ? lineOf(node) : 1, message },
  ];
  const predicts = blocks.some(
    (node) => node.type === 'paragraph' && textOf(node).startsWith('Predict:'),
  );
  const task = blocks.findIndex((node) => isHeading(node, /^Your turn/));
  const after = blocks.slice(task + 1);
  const next = after.findIndex((node) => isHeading(node, /./));
  const summaries = after
    .slice(0, next < 0 ? undefined : next)
    .filter(({ type }) => type === 'html')
    .map(textOf)
    .join('\n');
  const hint = summaries.search(/<summary>[^<]*hint/i);
  const solution = summaries.search(/<summary>[^<]*solution/i);
  const [number = 'N'] = /^\d+(?=-)/.exec(name) ?? [];
  const command = `workshop -- verify --page ${number === 'N' ? '' : number}`;
  const verifies = blocks.some(
    (node) => node.type === 'code' && `${textOf(node)}\n`.includes(command),
  );
  return [
    ...(predicts ? [] : problem('No paragraph begins with "**Predict:**".')),
    ...(task < 0 && number !== '7' ? problem('The page has no task: "## Your turn".') : []),
    ...(task >= 0 && (hint < 0 || (solution >= 0 && solution < hint))
      ? problem('The task needs a hint in <details>, before its solution.', blocks[task])
      : []),
    ...(verifies ? [] : problem(`No commands call: workshop -- verify --page ${number}`)),
  ];
}

const isHeading = (node: Node, words: RegExp): boolean =>
  node.type === 'heading' && node.depth === 2 && words.test(textOf(node));
