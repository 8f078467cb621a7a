import { dirname, join, normalize } from 'node:path';
import { anchorsOf, type Document, toDocument } from '../page/document.ts';
import { lineOf, nodesOf } from '../page/markdown.ts';
import type { Problem } from '../problem.ts';

/** Reads a file of the repository; undefined when it does not exist. Folders have an empty text. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Reports links to a missing file or heading, and links without https. */
export async function deadLinks(document: Document, read: ReadText): Promise<Problem[]> {
  const { file } = document;
  const found = [...nodesOf(document.markdown)].flatMap((node) =>
    'url' in node ? [{ url: node.url, line: lineOf(node) }] : [],
  );
  const checked = await Promise.all(
    found.map(async ({ url, line }) => ({ line, message: await whatIsWrong(url, document, read) })),
  );
  return checked.flatMap(({ line, message }) =>
    message === undefined ? [] : [{ file, line, message }],
  );
}

async function whatIsWrong(
  url: string,
  document: Document,
  read: ReadText,
): Promise<string | undefined> {
  if (/^[a-z]+:/.test(url)) {
    const whole = URL.canParse(url) && url.startsWith('https://');
    return whole ? undefined : `The link does not use https: ${url}`;
  }
  const [path = '', anchor] = url.split('#');
  const target = path === '' ? document.file : normalize(join(dirname(document.file), path));
  const text = path === '' ? document.text : await read(target);
  if (text === undefined) return `The file of the link does not exist: ${url}`;
  if (anchor === undefined || anchorsOf(toDocument(target, text).markdown).has(anchor)) {
    return undefined;
  }
  return `The anchor of the link is not a heading of ${target}: #${anchor}`;
}
