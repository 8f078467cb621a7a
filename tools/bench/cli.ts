import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Command } from 'commander';
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
  .description(
    'Measures this project, each metric against what one would pick instead, or the limit.',
  )
  .argument('[parts...]', `those to run: ${parts.map(({ name }) => name).join(', ')}`)
  .option('--all', 'run also the parts that run only by name')
  .option('--json <file>', 'where to keep the metrics', LATEST)
  .option('--write-docs', 'write the metrics, and the costs, into docs/ as well')
  .action(async (names: string[], options: Options) => {
    const { chosen, notAsked } = select(names, options.all ?? false);
    if (options.writeDocs && names.length > 0 && !options.all) {
      program.error(
        '--write-docs replaces all metrics by those of one run. Name no parts with it.',
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
