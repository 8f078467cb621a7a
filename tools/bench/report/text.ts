import { table } from '../markdown-table.ts';
import type { Outcome, Results } from '../results.ts';
import { COLUMNS, type Column, cellsOf, WORDS } from './cells.ts';
import { meetsAim } from './compare-with-aim.ts';

const HEAD = ['part', ...COLUMNS] as const;
const LEFT = HEAD.flatMap((title, at) =>
  title === 'part' || WORDS.includes(title as Column) ? at : [],
);

/** A run as the terminal shows it: one table, then what it leaves out. */
export function textOf(results: Results): string {
  const { machine, node, commit, date, loadAverage, parts } = results;
  const rows = parts.flatMap(({ name, figures }) =>
    figures.map((figure) => {
      const cells = cellsOf(figure);
      return [name, ...COLUMNS.map((column) => cells[column])];
    }),
  );
  return [
    `${machine.cores} x ${machine.model}, ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${node}, commit ${commit}, ${date}, load average before ${loadAverage}`,
    'From and to enclose the middle half. An aim is for the ratio, or for the median of a line without one.',
    '',
    table(HEAD, rows, LEFT),
    '',
    ...endingOf(results),
  ].join('\n');
}

function endingOf({ parts, leftOut, failed }: Outcome): string[] {
  const missed = parts.flatMap(({ name, figures }) =>
    figures
      .filter((figure) => meetsAim(figure) === false)
      .map(({ what }) => `Aim missed: ${name}: ${what}`),
  );
  return [
    ...missed,
    ...leftOut.map(({ name, why }) => `Left out: ${name}: ${why}`),
    ...failed.map(({ name, why }) => `FAILED: ${name}: ${why}`),
  ];
}
