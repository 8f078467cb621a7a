import { takeFrontMatter } from './front-matter.ts';
import { type Markdown, nodesOf, textOf, toMarkdown } from './markdown.ts';

/** A Markdown file of the workshop. */
export type Document = {
  /** Path relative to the root of the repository. */
  readonly file: string;
  readonly text: string;
  readonly markdown: Markdown;
};

/** Reads a Markdown file, with front matter or without. */
export const toDocument = (file: string, text: string): Document => ({
  file,
  text,
  markdown: toMarkdown(takeFrontMatter(text, () => {}).rest),
});

/** Returns the anchors of the headings of a file, as GitHub makes them. */
export function anchorsOf(markdown: Markdown): ReadonlySet<string> {
  const headings = [...nodesOf(markdown)].filter(({ type }) => type === 'heading');
  return new Set(
    headings.map((heading) =>
      textOf(heading)
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );
}
