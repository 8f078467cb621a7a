import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parts } from '../bench-parts.ts';
import { costChart } from '../cost/chart.ts';
import { readFacts } from '../cost/facts.ts';
import { kmsCallsOf } from '../cost/kms.ts';
import { costPage } from '../cost/page.ts';
import { costOf } from '../cost/prices.ts';
import { DOCS } from '../docs.ts';
import { replaceBetween } from '../report/replace-between.ts';

const page = readFileSync(DOCS.page, 'utf8');
const tables = readFileSync(DOCS.tables, 'utf8');
const metrics = tables.slice(
  tables.indexOf('<!-- begin metrics -->'),
  tables.indexOf('<!-- end metrics'),
);

/** How to update a page that is out of date. */
const HINT =
  'npm run bench -- --write-docs, or for costs alone: node --conditions=source tools/bench/write-docs.ts --costs-only';

describe('the page of numbers', () => {
  it('shows the current costs', async () => {
    expect({ HINT, tables }).toEqual({
      HINT,
      tables: replaceBetween(tables, 'costs', costPage(await readFacts())),
    });
  });

  it('shows the current chart', async () => {
    expect({ HINT, chart: readFileSync(DOCS.chart, 'utf8') }).toEqual({
      HINT,
      chart: costChart(await readFacts()),
    });
  });

  it('has the same numbers in its text as the functions', async () => {
    const calls = kmsCallsOf({ executions: 1_000_000, perSecond: 1, reuseSeconds: 60 });

    expect(Math.round(100 * costOf('kmsRequest', calls))).toBe(20);
    expect(page).toMatch(/a\s+hundred\s+times\s+as\s+much\.\s+That\s+is\s+20\s+USD/);
    const { reuseSeconds } = await readFacts();
    const deployed = kmsCallsOf({ executions: 1_000_000, perSecond: 100, reuseSeconds });
    expect(costOf('kmsRequest', 100 * deployed)).toBeCloseTo(0.12);
    expect(page).toMatch(
      /12\s+cents\s+at\s+a\s+hundred\s+a\s+second\s+and\s+the\s+deployed\s+period/,
    );
    expect(costOf('kmsRequest', 1_000_000)).toBeCloseTo(3);
    expect(page).toMatch(/one\s+`Decrypt`:\s+3\s+USD\s+for\s+a\s+million/);
  });

  it.each(parts)('explains $name', ({ name }) => {
    expect(page).toContain(`| \`${name}\` |`);
  });

  it.each(parts)(
    'has the metrics of $name, or the reason why they are missing',
    ({ name, metrics: names = [] }) => {
      const [, without = ''] = metrics.split('### Skipped\n');
      const skipped = new RegExp(`^- ${name}: .+$`, 'm').test(without.split('### ')[0] ?? '');
      const [, table = ''] = metrics.split(`### ${name}\n`);
      const shown = table.split('\n### ')[0]?.match(/^\| .+ \|$/gm) ?? [];

      if (skipped) return expect(shown).toEqual([]);
      expect(shown.length).toBeGreaterThan(2);
      for (const each of names) {
        expect(shown.some((line) => line.startsWith(`| ${each} |`)) || each).toBe(true);
      }
    },
  );
});

describe('a part of a page', () => {
  const empty = 'a\n<!-- begin x -->\n<!-- end x -->\nb';

  it('is replaced between its comments, each time', () => {
    const once = replaceBetween(empty, 'x', 'text');

    expect(once).toBe('a\n<!-- begin x -->\n\ntext\n\n<!-- end x -->\nb');
    expect(replaceBetween(once, 'x', 'text')).toBe(once);
  });

  it('causes an error without its comments', () => {
    expect(() => replaceBetween(empty, 'y', 'text')).toThrow('The page has no part "y".');
  });
});
