import type { Figure } from '../metric.ts';
import { aimText, meetsAim, ratioOf } from './compare-with-aim.ts';
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
  'beside',
  'its median',
  'ratio',
  'aim',
  'met',
] as const;

export type Column = (typeof COLUMNS)[number];

/** The columns that hold words. */
export const WORDS: readonly Column[] = ['what', 'unit', 'beside'];

/** The cells of a figure; `from` and `to` enclose the middle half of what was measured. */
export function cellsOf(figure: Figure): Cells {
  const { what, unit = '', measured, beside, aim } = figure;
  const ratio = ratioOf(figure);
  const met = meetsAim(figure);
  return {
    what,
    median: shown(measured.median),
    from: shown(measured.low),
    to: shown(measured.high),
    unit,
    beside: beside?.what ?? '',
    'its median': beside ? shown(beside.measured.median) : '',
    ratio: ratio === undefined ? '' : shown(ratio),
    aim: aim ? aimText(aim) : '',
    met: met === undefined ? '' : met ? 'yes' : 'NO',
  };
}
