import type { Figure } from '../metric.ts';
import type { PartWithoutFigures, Results } from '../results.ts';
import { cellsOf } from './cells.ts';

/** A run as a page shows it: where and when, one table a part, and what is not in it. */
export function markdownOf({
  machine,
  node,
  commit,
  date,
  loadAverage,
  parts,
  leftOut,
  failed,
}: Results): string {
  return [
    `Measured on ${date.slice(0, 10)} at commit ${commit}, on ${machine.cores} cores of ${machine.model} with ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${node}. The load average of the minute before was ${loadAverage}; on a machine at rest it is near 0.`,
    ...parts.map(({ name, title, figures }) =>
      [`### ${name}`, title, [...HEAD, ...figures.map(row)].join('\n')].join('\n\n'),
    ),
    ...ending('Left out', leftOut),
    ...ending('Failed', failed),
  ].join('\n\n');
}

const HEAD = [
  '| | Median | Middle half | Beside it | | Ratio | Aim |',
  '| --- | ---: | ---: | --- | ---: | ---: | --- |',
] as const;

function row(figure: Figure): string {
  const cells = cellsOf(figure);
  const unit = cells.unit === '' ? '' : ` ${cells.unit}`;
  const same = cells.from === cells.to;
  const aim = cells.met === 'NO' ? `${cells.aim}, **missed**` : cells.aim;
  const columns = [
    cells.what,
    `${cells.median}${unit}`,
    same ? '' : `${cells.from} to ${cells.to}`,
    cells.beside,
    cells['its median'],
    cells.ratio,
    aim,
  ];
  return `| ${columns.map((cell) => cell.replaceAll('<=', '≤').replaceAll('>=', '≥')).join(' | ')} |`;
}

function ending(title: string, parts: readonly PartWithoutFigures[]): string[] {
  return parts.length === 0
    ? []
    : [`### ${title}`, parts.map(({ name, why }) => `- ${name}: ${why}`).join('\n')];
}
