import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** How a line looks, by its first characters. */
const STYLES: readonly (readonly [start: string, style: Style])[] = [
  ['✔', 'green'],
  ['✘', 'red'],
  ['▸', 'bold'],
  ['  done in', 'dim'],
];

/**
 * Returns a line in the color of its meaning. On anything but a terminal, and where NO_COLOR is set,
 * the line stays as it is.
 * https://no-color.org
 */
export function paintLine(line: string, stream: NodeJS.WritableStream): string {
  const found = STYLES.find(([start]) => line.startsWith(start));
  return found ? styleText(found[1], line, { stream }) : line;
}
