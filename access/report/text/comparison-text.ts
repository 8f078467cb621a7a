import type { Comparison, Difference } from '../compare.ts';
import { wrap } from './layout.ts';
import type { Paint } from './paint.ts';

const marks: Readonly<Record<Difference['what'], string>> = {
  'not expected': 'can, and should not',
  missing: 'cannot, and should',
  unknown: 'cannot be decided',
};

/** What is not as expected, for people. */
export function comparisonText({ outcome, differences }: Comparison, paint: Paint): string {
  const colour = outcome === 'as expected' ? 'green' : outcome === 'undecided' ? 'yellow' : 'red';
  const lines = differences.flatMap(({ question, principal, what, reason }) =>
    wrap(reason, `  ${question}: ${principal} ${marks[what]}: `),
  );
  return [paint(colour, `Who can read is ${outcome}.`), ...lines].join('\n');
}
