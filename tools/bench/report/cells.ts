import type { Metric } from '../metric.ts';
import { meetsTarget, ratioOf, targetText } from './compare-with-target.ts';
import { shown } from './shown.ts';

/** The cells of a line of the table, by column. */
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

/** The columns with words. */
export const WORDS: readonly Column[] = ['what', 'unit', 'baseline'];

/** Returns the cells of a metric; `from` and `to` enclose the middle half of the measurements. */
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
