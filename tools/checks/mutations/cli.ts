import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { cleanUpOnExit } from 'helpers/clean-up';
import { PATHS } from 'helpers/project-paths';
import { describeMutant } from './explanations.ts';
import { mutantsOf } from './mutants.ts';
import { type MutatedFile, type MutatedTarget, mutationsPage, unexplained } from './page.ts';
import { keep, readKept } from './results.ts';
import { runMutants } from './run-mutants.ts';
import { mustBeExplained, type Target, targets } from './targets.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const names = targets.map(({ name }) => name);

const program = new Command('npm run mutations --')
  .description('Changes the code that decides, and tells which changes no test finds.')
  .argument('[parts...]', `parts to run: ${names.join(', ')} (default: all)`)
  .option(
    '--again',
    'try survivors of earlier runs again, also with the tests that take long',
    false,
  )
  .option('--page', 'write the page from what earlier runs found, and run nothing', false)
  .option('--file <text>', 'run only files whose path contains this text', '')
  .parse();
const {
  again,
  page,
  file: wanted,
} = program.opts<{
  again: boolean;
  page: boolean;
  file: string;
}>();
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
  const files: MutatedFile[] = [];
  for (const file of filesOf(target)) {
    const source = await readFile(join(PATHS.root, file), 'utf8');
    files.push({ file, source, mutants: mutantsOf(source), results: await readKept(file, source) });
  }
  mutated.push({ target, files });
}
for (const { target, files } of mutated) {
  if (page || (program.args.length > 0 && !program.args.includes(target.name))) continue;
  for (const one of files.filter(({ file }) => file.includes(wanted))) await runFile(target, one);
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

/** The files of a target: those that decide come first. */
function filesOf({ files }: Target): readonly string[] {
  const rank = (file: string): number => (mustBeExplained(file) ? 0 : 1);
  return globSync([...files], { cwd: PATHS.root })
    .toSorted()
    .toSorted((one, other) => rank(one) - rank(other));
}

/** The mutants of a file that have no result yet, or survived and are tried again. */
function openMutants({ mutants, results }: MutatedFile): readonly number[] {
  const isOpen = (index: number): boolean =>
    (results[index] ?? null) === null || (again && results[index] !== 'killed');
  return mutants.flatMap((_, index) => (isOpen(index) ? [index] : []));
}

/** Tries the open mutants of a file, and keeps each result at once. */
async function runFile(target: Target, one: MutatedFile): Promise<void> {
  const left = openMutants(one);
  if (left.length === 0) return;
  const { file, source, mutants, results } = one;
  write(`▸ ${file}: ${left.length} of ${mutants.length} mutants`);
  const depth = again ? 'thorough' : 'quick';
  for await (const { index, status } of runMutants(target, file, left, depth, cleanUp.signal)) {
    results[index] = status;
    await keep(file, source, results);
    const mutant = mutants[index];
    if (mutant && status === 'survived') write(`  ${mutant.line}: ${describeMutant(mutant)}`);
  }
}
