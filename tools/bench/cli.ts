import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command, Option } from 'commander';
import { parts } from './bench-parts.ts';
import { circumstances } from './circumstances.ts';
import { writeDocs } from './docs.ts';
import { LATEST } from './latest.ts';
import { textOf } from './report/text.ts';
import type { Results } from './results.ts';
import { runParts } from './run-parts.ts';
import { type Selection, selectParts, UnknownPartError } from './select-parts.ts';
import { watchOn } from './watch.ts';

const program = new Command('bench')
  .description('Measures this project, and compares each metric with a baseline.')
  .argument('[parts...]', `parts to run: ${parts.map(({ name }) => name).join(', ')}`)
  .option('--all', 'also run the parts that otherwise run only by name')
  .addOption(
    new Option('--json <file>', 'file for the metrics').default(
      LATEST,
      '.aws-sam/local/bench/latest.json',
    ),
  )
  .option('--write-docs', 'also write the metrics and the costs into docs/')
  .action(async (names: string[], options: Options) => {
    const { chosen, notAsked } = select(names, options.all ?? false);
    if (options.writeDocs && names.length > 0 && !options.all) {
      program.error(
        '--write-docs replaces all metrics, so it needs all parts. Omit the names of parts.',
        { exitCode: 2 },
      );
    }
    const begun = await circumstances(new Date());
    const outcome = await runParts(chosen, watchOn(process.stderr));
    const results: Results = {
      ...begun,
      ...outcome,
      skipped: [...outcome.skipped, ...notAsked],
    };
    await mkdir(dirname(options.json), { recursive: true });
    await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`);
    process.stdout.write(`${textOf(results)}\nAs JSON: ${options.json}\n`);
    if (options.writeDocs) await writeDocs(results);
    process.exitCode = results.failed.length > 0 ? 1 : 0;
  });

type Options = { all?: boolean; json: string; writeDocs?: boolean };

function select(names: readonly string[], all: boolean): Selection {
  try {
    return selectParts(parts, names, all);
  } catch (error) {
    if (error instanceof UnknownPartError) program.error(error.message, { exitCode: 2 });
    throw error;
  }
}

await program.parseAsync();
