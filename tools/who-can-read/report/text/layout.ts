/** The largest width of a line in the report. */
export const WIDTH = 100;

/**
 * Breaks a text at spaces so that no line is longer than the width; a longer word
 * stays whole.
 * @param first the start of the first line.
 * @param indent the start of further lines (default: spaces of the same length).
 */
export function wrap(
  text: string,
  first: string,
  width: number = WIDTH,
  indent: string = ' '.repeat(first.length),
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const empty = line === first || line === indent;
    const longer = empty ? line + word : `${line} ${word}`;
    if (!empty && longer.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Returns cells side by side. A cell that is too wide moves the others to the right. */
export function columns(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join('')
    .trimEnd();
}
