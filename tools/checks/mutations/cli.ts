import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { cleanUpOnExit } from 'helpers/clean-up';
import { PATHS } from 'helpers/project-paths';
import { describeMutant } from './explanations.ts';
import { mutantsOf, withMutant } from './mutants.ts';
import { type MutatedFile, type MutatedTarget, mutationsPage, unexplained } from './page.ts';
import { Results, type Status } from './results.ts';
import { runMutants } from './run-mutants.ts';
import { mustBeExplained, type Target, targets } from './targets.ts';
import { rejectedByTypes } from './type-check.ts';

type Options = {
  again: boolean;
  thorough: boolean;
  page: boolean;
  deciding: boolean;
  file: string;
  processes: number;
};
type ResultsOfTarget = { target: Target; results: Results; files: readonly MutatedFile[] };

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const names = targets.map(({ name }) => name);

const program = new Command('npm run mutations --')
  .description('Changes the code that decides, and lists the changes that no test finds.')
  .argument('[parts...]', `parts to run: ${names.join(', ')} (default: all)`)
  .option('--again', 'try survivors of earlier runs again', false)
  .option('--thorough', 'run also the slow tests', false)
  .option('--page', 'write the page from the results of earlier runs, without a run', false)
  .option('--deciding', 'run only files whose survivors need an explanation', false)
  .option('--file <text>', 'run only files whose path contains this text', '')
  .option('--processes <count>', 'processes that run tests', processCount, 2)
  .parse();
const options = program.opts<Options>();
const unknown = program.args.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  write(`✘ Unknown part: ${unknown.join(', ')}. The parts are: ${names.join(', ')}`);
  process.exit(2);
}

const cleanUp = cleanUpOnExit(write);
// Other work on the machine comes first; programs that it starts inherit this.
setPriority(10);
const mutated: MutatedTarget[] = [];
for (const target of targets) {
  const one = await readTarget(target);
  const isChosen = program.args.length === 0 || program.args.includes(target.name);
  if (isChosen && !options.page) await runTarget(one);
  mutated.push(one);
}
await writeFile(join(PATHS.root, 'docs/reference/mutations.md'), mutationsPage(mutated));
await cleanUp.run();

const open = mutated
  .flatMap(({ files }) => files)
  .filter(({ file }) => mustBeExplained(file))
  .flatMap((one) => unexplained(one).map((mutant) => ({ file: one.file, mutant })));
for (const { file, mutant } of open) {
  write(`✘ ${file}:${mutant.line} survives: ${describeMutant(mutant)}`);
}
if (open.length > 0) {
  write(`✘ ${open.length} survivors need a test, or an explanation in explained.json.`);
}
process.exitCode = open.length > 0 ? 1 : 0;

function processCount(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a number from 1.');
  return Number(text);
}

/** Returns the mutants of a target's files with the results so far. Files that decide come first. */
async function readTarget(target: Target): Promise<ResultsOfTarget> {
  const results = await Results.read(target.name);
  const rank = (file: string): number => (mustBeExplained(file) ? 0 : 1);
  const paths = globSync([...target.files], { cwd: PATHS.root })
    .toSorted()
    .toSorted((one, other) => rank(one) - rank(other));
  const files: MutatedFile[] = [];
  for (const file of paths) {
    const source = await readFile(join(PATHS.root, file), 'utf8');
    const mutants = mutantsOf(source);
    files.push({ file, source, mutants, results: results.of(file, source, mutants) });
  }
  return { target, results, files };
}

/** Tries the mutants of a target that have no result, and keeps each result at once. */
async function runTarget({ target, results, files }: ResultsOfTarget): Promise<void> {
  const chosen = files.filter(
    ({ file }) => file.includes(options.file) && (!options.deciding || mustBeExplained(file)),
  );
  const left = chosen.map((one) => ({ ...one, indexes: openMutants(one) }));
  const count = left.reduce((sum, { indexes }) => sum + indexes.length, 0);
  if (count === 0) return;
  write(`▸ ${target.title}: ${count} mutants`);
  const record = (one: MutatedFile, index: number, status: Status): void => {
    one.results[index] = status;
    results.keep(one.file, one.source, one.mutants, one.results);
    const mutant = one.mutants[index];
    if (mutant && status === 'survived')
      write(`  ${one.file}:${mutant.line}: ${describeMutant(mutant)}`);
  };

  const rejected = await rejectedByTypes(target, left, cleanUp.signal);
  for (const [at, one] of left.entries()) {
    for (const index of rejected[at] ?? []) record(one, index, 'rejected');
  }
  const trials = left.flatMap((one, at) =>
    one.indexes
      .filter((index) => !rejected[at]?.has(index))
      .flatMap((index) => {
        const mutant = one.mutants[index];
        return mutant ? [{ file: one.file, index, text: withMutant(one.source, mutant) }] : [];
      }),
  );
  write(
    `  TypeScript does not accept ${count - trials.length}; the tests run with ${trials.length}`,
  );
  await runMutants(
    {
      ...{ target, trials, processes: options.processes },
      depth: options.thorough ? 'thorough' : 'quick',
      onResult: ({ file, index }, status) => {
        const one = left.find((other) => other.file === file);
        if (one) record(one, index, status);
      },
    },
    cleanUp.signal,
  );
}

/** The mutants of a file that have no result yet, or survived and are tried again. */
function openMutants({ mutants, results }: MutatedFile): readonly number[] {
  return mutants.flatMap((_, index) => {
    const status = results[index] ?? null;
    return status === null || (options.again && status === 'survived') ? [index] : [];
  });
}
