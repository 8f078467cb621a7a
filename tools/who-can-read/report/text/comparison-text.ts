import type { Comparison, Difference } from '../compare-reports.ts';
import { WIDTH, wrap } from './layout.ts';
import type { Paint } from './paint.ts';

/** What a difference is, in words that follow the name of the principal. */
export const differenceWords: Readonly<Record<Difference['what'], string>> = {
  'not expected': 'can, and should not',
  missing: 'cannot, and should',
  unknown: 'unknown',
};

/** Returns the result of a comparison for people: the differences, and nothing else. */
export function comparisonText({ outcome, differences }: Comparison, paint: Paint): string {
  const color = outcome === 'as expected' ? 'green' : outcome === 'unknown' ? 'yellow' : 'red';
  const lines = differences.flatMap(differenceText);
  return [paint(color, `Who can read is ${outcome}.`), ...lines].join('\n');
}

/** Further lines are indented no farther than this: a name can fill the whole first line. */
const INDENT = ' '.repeat(6);

function differenceText({ question, principal, what, reason }: Difference): readonly string[] {
  const verdict = `  ${question}: ${principal} ${differenceWords[what]}:`;
  const [word = ''] = reason.split(' ');
  // The verdict stays on one line, by which programs find it.
  return `${verdict} ${word}`.length <= WIDTH
    ? wrap(reason, `${verdict} `, WIDTH, INDENT)
    : [verdict, ...wrap(reason, INDENT, WIDTH, INDENT)];
}
