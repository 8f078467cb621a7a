import { Command } from 'commander';
import { DOCS, writeDocs } from './docs.ts';
import { LATEST } from './latest.ts';
import { readResults } from './read-results.ts';

await new Command('write-docs')
  .description(`Writes the metrics of a run, and the costs, into ${DOCS.tables} and ${DOCS.chart}.`)
  .argument('[file]', 'what a run has kept', LATEST)
  .option('--costs-only', 'leave the metrics as they are')
  .action(async (file: string, { costsOnly }: { costsOnly?: boolean }) =>
    writeDocs(costsOnly ? undefined : await readResults(file)),
  )
  .parseAsync();
