import type { Comparison, Difference } from '../compare-reports.ts';
import { WIDTH, wrap } from './layout.ts';
import type { Paint } from './paint.ts';

/** The texts for differences, which follow the name of the principal. */
export const differenceWords: Readonly<Record<Difference['what'], string>> = {
  'not expected': 'can, and should not',
  missing: 'cannot, and should',
  unknown: 'unknown',
};

/** Returns the result of a comparison as text: only the differences. */
export function comparisonText({ outcome, differences }: Comparison, paint: Paint): string {
  const color = outcome === 'as expected' ? 'green' : outcome === 'unknown' ? 'yellow' : 'red';
  const lines = differences.flatMap(differenceText);
  return [paint(color, `Who can read is ${outcome}.`), ...lines].join('\n');
}

/** The largest indentation of further lines, because a name can fill the whole first line. */
const INDENT = ' '.repeat(6);

function differenceText({ question, principal, what, reason }: Difference): readonly string[] {
  const verdict = `  ${question}: ${principal} ${differenceWords[what]}:`;
  const [word = ''] = reason.split(' ');
  // The verdict stays on one line, so that programs can find it.
  return `${verdict} ${word}`.length <= WIDTH
    ? wrap(reason, `${verdict} `, WIDTH, INDENT)
    : [verdict, ...wrap(reason, INDENT, WIDTH, INDENT)];
}
