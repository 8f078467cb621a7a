import { table } from '../markdown-table.ts';
import type { PartResults, Results } from '../results.ts';
import { COLUMNS, type Column, cellsOf, WORDS } from './cells.ts';
import { meetsTarget } from './compare-with-target.ts';

const HEAD = ['part', ...COLUMNS] as const;
const LEFT = HEAD.flatMap((title, at) =>
  title === 'part' || WORDS.includes(title as Column) ? at : [],
);

/** Returns a run as text for the terminal: one table, then the skipped parts. */
export function textOf(results: Results): string {
  const { machine, node, commit, date, loadAverage, parts } = results;
  const rows = parts.flatMap(({ name, metrics }) =>
    metrics.map((metric) => {
      const cells = cellsOf(metric);
      return [name, ...COLUMNS.map((column) => cells[column])];
    }),
  );
  return [
    `${machine.cores} x ${machine.model}, ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${node}, commit ${commit}, ${date}, load average before ${loadAverage}`,
    'From and to enclose the middle half. A target is for the ratio, or for the median of a line without one.',
    '',
    table(HEAD, rows, LEFT),
    '',
    ...endingOf(results),
  ].join('\n');
}

function endingOf({ parts, skipped, failed }: PartResults): string[] {
  const missed = parts.flatMap(({ name, metrics }) =>
    metrics
      .filter((metric) => meetsTarget(metric) === false)
      .map(({ what }) => `Target missed: ${name}: ${what}`),
  );
  return [
    ...missed,
    ...skipped.map(({ name, why }) => `Skipped: ${name}: ${why}`),
    ...failed.map(({ name, why }) => `FAILED: ${name}: ${why}`),
  ];
}
