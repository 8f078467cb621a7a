/** The result of a comparison of a text with a pattern. */
export type Match =
  | { readonly matched: true }
  /** The first line of the pattern without a match, from 0; the number of lines when the text has more. */
  | { readonly matched: false; readonly line: number };

const ANY = '...';

/**
 * Compares an output with a pattern, line by line. In the pattern, `...` on a line of its own
 * stands for any lines, also none, and within a line for any text. Blank lines, indentation and the
 * width of spaces do not count.
 */
export function matchPattern(pattern: string, printed: string): Match {
  // Each line has a line end before it.
  const text = linesOf(printed)
    .map((line) => `\n${line}`)
    .join('');
  const parts = linesOf(pattern).map(expressionOf);
  if (new RegExp(`^${parts.join('')}$`).test(text)) return { matched: true };
  const follows = (count: number): boolean =>
    new RegExp(`^${parts.slice(0, count).join('')}(?:\\n[\\s\\S]*)?$`).test(text);
  const lines = pattern.split('\n');
  const line = lines.findIndex((_, i) => {
    const soFar = lines.slice(0, i + 1).join('\n');
    return !follows(linesOf(soFar).length);
  });
  return { matched: false, line: line < 0 ? lines.length : line };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter(Boolean);

function expressionOf(line: string): string {
  if (line === ANY) return '(?:\\n[^\\n]*)*?';
  return `\\n${line.split(ANY).map(escaped).join('[^\\n]*?')}`;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
