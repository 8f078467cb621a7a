import { Command } from 'commander';
import { DOCS, writeDocs } from './docs.ts';
import { LATEST } from './latest.ts';
import { readResults } from './read-results.ts';

await new Command('write-docs')
  .description(`Writes the metrics of a run, and the costs, into ${DOCS.tables} and ${DOCS.chart}.`)
  .argument('[file]', 'results of a run', LATEST)
  .option('--costs-only', 'do not change the metrics')
  .action(async (file: string, { costsOnly }: { costsOnly?: boolean }) =>
    writeDocs(costsOnly ? undefined : await readResults(file)),
  )
  .parseAsync();
