import { basename } from 'node:path';
import { type Problem, problemsOf } from '../problem.ts';
import { fencesOf } from './fence.ts';
import { takeFrontMatter } from './front-matter.ts';
import type { Page } from './lab-page.ts';
import { nodesOf, textOf, toMarkdown } from './markdown.ts';
import { stepsOf } from './steps.ts';

/** A page and its problems. There is no page if its front matter has a problem. */
export type Parsed = { readonly page: Page | undefined; readonly problems: readonly Problem[] };

/**
 * Reads a lab page by the contract in workshop/CONTRACT.md.
 *
 * @param file path of the page, relative to the root of the repository.
 */
export function parsePage(file: string, text: string): Parsed {
  let page: Page | undefined;
  const problems = problemsOf(file, (reportProblem) => {
    const { front, rest } = takeFrontMatter(text, reportProblem);
    const markdown = toMarkdown(rest);
    const steps = stepsOf(fencesOf(nodesOf(markdown), reportProblem), reportProblem);
    const [heading] = markdown.children.filter(({ type }) => type === 'heading');
    if (!heading) reportProblem(1, 'The page has no title.');
    const title = heading ? textOf(heading) : '';
    if (front) page = { file, text, markdown, name: basename(file, '.md'), ...front, title, steps };
  });
  return { page, problems };
}
