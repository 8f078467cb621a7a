import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ReadText } from './lint/links.ts';
import { lintDocument, lintPage } from './lint/lint.ts';
import { type Document, toDocument } from './page/document.ts';
import { fencesOf } from './page/fence.ts';
import type { Page } from './page/lab-page.ts';
import { nodesOf } from './page/markdown.ts';
import { readPages } from './page/read-pages.ts';
import { stepsOf } from './page/steps.ts';
import { type Problem, problemsOf } from './problem.ts';

/** The pages of a workshop, and all problems of its Markdown files. */
export type Workshop = { readonly pages: readonly Page[]; readonly problems: readonly Problem[] };

/** @param root of a repository with a folder `workshop/`, its pages in `workshop/pages/`. */
export async function readWorkshop(root: string): Promise<Workshop> {
  const read = readerIn(root);
  const parsed = await readPages(root, join(root, 'workshop/pages'));
  const pages = parsed.flatMap(({ page }) => page ?? []);
  const others = await otherDocuments(root);
  const linted = await Promise.all([
    ...pages.map((page) => lintPage(page, read)),
    ...others.map((document) => lintDocument(document, read)),
    ...others.map(fenceProblems),
  ]);
  return { pages, problems: [...parsed.flatMap(({ problems }) => problems), ...linted.flat()] };
}

/** The contract applies to fences at any depth. */
const fenceProblems = ({ file, markdown }: Document): Problem[] =>
  problemsOf(file, (reportProblem) =>
    stepsOf(fencesOf(nodesOf(markdown), reportProblem), reportProblem),
  );

async function otherDocuments(root: string) {
  const folder = join(root, 'workshop');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return toDocument(relative(root, path), await readFile(path, 'utf8'));
    }),
  );
}

const readerIn =
  (root: string): ReadText =>
  async (path) => {
    const at = join(root, path);
    const found = await stat(at).catch(() => undefined);
    if (!found) return undefined;
    return found.isFile() ? readFile(at, 'utf8') : '';
  };
