import type { Metric } from '../metric.ts';
import type { Results, UnmeasuredPart } from '../results.ts';
import { cellsOf } from './cells.ts';

/** Returns a run as Markdown: machine and date, one table for each part, and the skipped parts. */
export function markdownOf({
  machine,
  node,
  commit,
  date,
  loadAverage,
  parts,
  skipped,
  failed,
}: Results): string {
  return [
    `Measured on ${date.slice(0, 10)} at commit ${commit}, on ${machine.cores} cores of ${machine.model} with ${machine.memoryGiB} GiB, ${machine.system}, Node.js ${node}. The load average of the minute before was ${loadAverage}; on a machine at rest it is near 0.`,
    ...parts.map(({ name, title, metrics }) =>
      [`### ${name}`, title, [...HEAD, ...metrics.map(row)].join('\n')].join('\n\n'),
    ),
    ...ending('Skipped', skipped),
    ...ending('Failed', failed),
  ].join('\n\n');
}

const HEAD = [
  '| | Median | Middle half | Baseline | | Ratio | Target |',
  '| --- | ---: | ---: | --- | ---: | ---: | --- |',
] as const;

function row(metric: Metric): string {
  const cells = cellsOf(metric);
  const unit = cells.unit === '' ? '' : ` ${cells.unit}`;
  const same = cells.from === cells.to;
  const target = cells.met === 'NO' ? `${cells.target}, **missed**` : cells.target;
  const columns = [
    cells.what,
    `${cells.median}${unit}`,
    same ? '' : `${cells.from} to ${cells.to}`,
    cells.baseline,
    cells['baseline median'],
    cells.ratio,
    target,
  ];
  return `| ${columns.map((cell) => cell.replaceAll('<=', '≤').replaceAll('>=', '≥')).join(' | ')} |`;
}

function ending(title: string, parts: readonly UnmeasuredPart[]): string[] {
  return parts.length === 0
    ? []
    : [`### ${title}`, parts.map(({ name, why }) => `- ${name}: ${why}`).join('\n')];
}
