import type { Comparison, Difference } from '../compare.ts';
import { WIDTH, wrap } from './layout.ts';
import type { Paint } from './paint.ts';

const marks: Readonly<Record<Difference['what'], string>> = {
  'not expected': 'can, and should not',
  missing: 'cannot, and should',
  unknown: 'cannot be decided',
};

/** What is not as expected, for people. */
export function comparisonText({ outcome, differences }: Comparison, paint: Paint): string {
  const colour = outcome === 'as expected' ? 'green' : outcome === 'undecided' ? 'yellow' : 'red';
  const lines = differences.flatMap(differenceText);
  return [paint(colour, `Who can read is ${outcome}.`), ...lines].join('\n');
}

/** Further lines are indented no farther than this: a name may take the whole of the first. */
const INDENT = ' '.repeat(6);

function differenceText({ question, principal, what, reason }: Difference): readonly string[] {
  const who = `  ${question}: ${principal}`;
  const verdict = `${marks[what]}: `;
  const [word = ''] = reason.split(' ');
  if (`${who} ${verdict}${word}`.length <= WIDTH) {
    return wrap(reason, `${who} ${verdict}`, WIDTH, INDENT);
  }
  return [who, ...wrap(reason, `${INDENT}${verdict}`, WIDTH, INDENT)];
}
