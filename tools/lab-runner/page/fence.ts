import type { ReportProblem } from '../problem.ts';
import { type Info, parseInfo } from './info-string.ts';
import { lineOf, type Node } from './markdown.ts';

/** A fenced block of a page. */
export type Fence = {
  readonly language: string;
  readonly content: string;
  /** Line of the fence itself; its content begins on the next. */
  readonly line: number;
  readonly info: Info;
};

/** The keys of each language. A language that is not listed has no keys. */
export const FENCE_KEYS: Readonly<Record<string, readonly string[]>> = {
  sh: ['run', 'only', 'error', 'exit', 'wait', 'timeout', 'manual'],
  text: ['expected'],
  json: ['save', 'only'],
  yaml: ['save', 'only'],
};

/** Returns the fences of a page, in order, at any depth. */
export function fencesOf(nodes: Iterable<Node>, reportProblem: ReportProblem): Fence[] {
  return [...nodes].flatMap((node) => {
    if (node.type !== 'code') return [];
    const line = lineOf(node);
    if (!node.lang) reportProblem(line, 'The fence does not name a language.');
    const language = node.lang ?? '';
    const keys = Object.hasOwn(FENCE_KEYS, language) ? FENCE_KEYS[language] : undefined;
    const info = parseInfo(node.meta ?? '', keys ?? [], (message) => reportProblem(line, message));
    return [{ language, content: node.value, line, info }];
  });
}
