import type { Page } from '../page/lab-page.ts';
import { lineOf, textOf } from '../page/markdown.ts';
import type { Problem } from '../problem.ts';

/** Reports a page that does not end with a question and its hidden answer. */
export function missingQuestion({ file, markdown }: Page): Problem[] {
  const blocks = markdown.children;
  const at = blocks.findLastIndex((node) => node.type === 'heading' && node.depth === 2);
  const heading = blocks[at];
  const section = blocks.slice(at + 1);
  const html = section
    .filter(({ type }) => type === 'html')
    .map(textOf)
    .join('\n');
  const isQuestion = heading !== undefined && textOf(heading) === 'Question';
  const asks = section.some((node) => node.type === 'paragraph' && textOf(node).includes('?'));
  const answers = /<details>[\s\S]*<\/details>/.test(html);
  if (isQuestion && asks && answers) return [];
  const line = heading ? lineOf(heading) : 1;
  const message = 'The page must end with "## Question", a question, and its answer in <details>.';
  return [{ file, line, message }];
}
