import type { Metric } from '../metric.ts';
import { meetsTarget, ratioOf, targetText } from './compare-with-target.ts';
import { shown } from './shown.ts';

/** What a line of the table says, by column. */
export type Cells = Readonly<Record<Column, string>>;

/** The columns of the table, in order. */
export const COLUMNS = [
  'what',
  'median',
  'from',
  'to',
  'unit',
  'baseline',
  'baseline median',
  'ratio',
  'target',
  'met',
] as const;

export type Column = (typeof COLUMNS)[number];

/** The columns that hold words. */
export const WORDS: readonly Column[] = ['what', 'unit', 'baseline'];

/** The cells of a metric; `from` and `to` enclose the middle half of what was measured. */
export function cellsOf(metric: Metric): Cells {
  const { what, unit = '', measured, baseline, target } = metric;
  const ratio = ratioOf(metric);
  const met = meetsTarget(metric);
  return {
    what,
    median: shown(measured.median),
    from: shown(measured.low),
    to: shown(measured.high),
    unit,
    baseline: baseline?.what ?? '',
    'baseline median': baseline ? shown(baseline.measured.median) : '',
    ratio: ratio === undefined ? '' : shown(ratio),
    target: target ? targetText(target) : '',
    met: met === undefined ? '' : met ? 'yes' : 'NO',
  };
}
