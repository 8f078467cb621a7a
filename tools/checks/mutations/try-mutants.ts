/**
 * Tries mutants in this process: runs the tests of a target with each.
 *
 * Arguments: the target as JSON, then `quick` or `thorough`. Prints `ready`, and the milliseconds of the
 * slowest test file, when all tests pass without a mutant. Then it reads one mutant a line, as JSON: a
 * file and its changed text. It prints `tested` after each test file that passes, and `killed` or
 * `survived` at its end. At the end of the input all tests must still pass: it prints `sound`.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { PATHS } from 'helpers/project-paths';
import { runTests } from './quick-jest.ts';
import { reloadModules } from './reload-modules.ts';
import type { Target } from './targets.ts';

const [argument = '', depth] = process.argv.slice(2);
const target: Target = JSON.parse(argument);
const folder = join(PATHS.root, target.folder);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const patterns = [...target.tests, ...(depth === 'thorough' ? target.thorough : [])];
const tests = globSync(patterns, { cwd: folder }).map(
  (path) => pathToFileURL(join(folder, path)).href,
);
const modules = reloadModules(PATHS.root);

type Changed = {
  readonly url: string;
  readonly source: string;
  readonly dependents: ReadonlySet<string>;
  /** The tests that load the file. The test that found the last mutant comes first. */
  tests: readonly string[];
};
const known = new Map<string, Changed>();
const took = new Map<string, number>();

// Jest does not fail a test for a promise that the test does not await. Here one could end the tests of a later
// mutant, which would count as killed.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

try {
  await tryMutants();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`, () =>
    process.exit(1),
  );
}

async function tryMutants(): Promise<void> {
  for (const test of tests) {
    const start = performance.now();
    await runTests(() => import(test));
    took.set(test, performance.now() - start);
  }
  print(`ready ${Math.ceil(Math.max(...took.values()))}`);
  for await (const line of createInterface({ input: process.stdin })) {
    const [file, text]: [string, string] = JSON.parse(line);
    const changed = known.get(file) ?? prepare(file);
    known.set(file, changed);
    const killer = await failingTest(changed, text);
    if (killer) changed.tests = [killer, ...changed.tests.filter((one) => one !== killer)];
    print(killer ? 'killed' : 'survived');
  }
  for (const changed of known.values()) {
    const failing = await failingTest(changed, changed.source);
    if (failing) throw new Error(`${failing} fails without a mutant, after the tests of others.`);
  }
  print('sound');
  process.exit(0);
}

function prepare(file: string): Changed {
  const url = pathToFileURL(join(PATHS.root, file)).href;
  const source = readFileSync(new URL(url), 'utf8');
  const dependents = modules.dependents(url);
  // Quick tests first: most mutants end with the first file.
  const loading = tests
    .filter((test) => dependents.has(test))
    .toSorted((one, other) => (took.get(one) ?? 0) - (took.get(other) ?? 0));
  return { url, source, dependents, tests: loading };
}

/** Returns the first test file that fails, or that does not load, with this text of a file. */
async function failingTest(
  { url, dependents, tests: loading }: Changed,
  source: string,
): Promise<string | undefined> {
  modules.change(url, source, dependents);
  for (const test of loading) {
    try {
      await runTests(() => import(test));
    } catch {
      return test;
    }
    print('tested');
  }
  return undefined;
}
