import { fromMarkdown } from 'mdast-util-from-markdown';

/** A Markdown file as a tree (https://github.com/syntax-tree/mdast), with line numbers. */
export type Markdown = ReturnType<typeof fromMarkdown>;
export type Node = Markdown | Markdown['children'][number];

/** @param text of the file, with blank lines in place of the front matter. */
export const toMarkdown = (text: string): Markdown => fromMarkdown(text);

/** The nodes of a tree, each before its children. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* nodesOf(child);
}

/** Returns the first line of a node; 1 if the parser has none. */
export const lineOf = (node: Node): number => node.position?.start.line ?? 1;

/** Returns the text of a node, code included. */
export function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
