import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { costChart } from './cost/chart.ts';
import { readFacts } from './cost/facts.ts';
import { costPage } from './cost/page.ts';
import { markdownOf } from './report/markdown.ts';
import { replaceBetween } from './report/replace-between.ts';
import type { Results } from './results.ts';

/** The parts of the docs that the benchmark writes. */
export const DOCS = {
  /** The page that explains the tables. */
  page: join(PATHS.root, 'docs', 'reference', 'numbers.md'),
  /** The tables. */
  tables: join(PATHS.root, 'docs', 'reference', 'measurements.md'),
  chart: join(PATHS.root, 'docs', 'images', 'cost.svg'),
} as const;

/** Writes the chart and the tables of costs into the docs, and the metrics if there are any. */
export async function writeDocs(results: Results | undefined): Promise<void> {
  const facts = await readFacts();
  const page = replaceBetween(await readFile(DOCS.tables, 'utf8'), 'costs', costPage(facts));
  await writeFile(
    DOCS.tables,
    results ? replaceBetween(page, 'metrics', markdownOf(results)) : page,
  );
  await writeFile(DOCS.chart, costChart(facts));
}
