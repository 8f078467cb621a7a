/**
 * Runs the tests of a target once for each mutant of a file, in this process, and prints `ready`,
 * then one line for each: its index, and whether a test failed. Each mutant gets the modules of the repository again.
 *
 * Arguments: the target, the file, `quick` or `thorough`, then the indexes of the mutants.
 */
import { globSync, readFileSync, statSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PATHS } from 'helpers/project-paths';
import { mutantsOf, withMutant } from './mutants.ts';
import { runTests } from './quick-jest.ts';
import { targets } from './targets.ts';

const [name, file = '', depth, ...indexes] = process.argv.slice(2);
const target = targets.find((one) => one.name === name);
if (!target) throw new Error(`There is no target ${name}.`);
const folder = join(PATHS.root, target.folder);
const size = (path: string): number => statSync(path).size;
// Quick tests first: most mutants end with the first file.
const patterns = [...target.tests, ...(depth === 'thorough' ? target.thorough : [])];
const tests = globSync(patterns, { cwd: folder })
  .map((path) => join(folder, path))
  .toSorted((one, other) => size(one) - size(other))
  .map((path) => pathToFileURL(path).href);

const changed = pathToFileURL(join(PATHS.root, file)).href;
const source = readFileSync(new URL(changed), 'utf8');
const mutants = mutantsOf(source);
const own = `${pathToFileURL(PATHS.root).href.replace(/\/$/, '')}/`;
const quickJest = new URL('./quick-jest.ts', import.meta.url).href;

let changedSource = source;
let round = 0;
const stripped = new Map<string, string>();

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === '@jest/globals') return { url: quickJest, shortCircuit: true };
    const found = nextResolve(specifier, context);
    const isOwn =
      found.url.startsWith(own) &&
      found.url.endsWith('.ts') &&
      !found.url.includes('/node_modules/') &&
      !found.url.includes('/checks/mutations/');
    return isOwn ? { ...found, url: `${found.url}?round=${round}` } : found;
  },
  load(url, context, nextLoad) {
    const [path = ''] = url.split('?round=');
    if (path === url) return nextLoad(url, context);
    const code = path === changed ? stripTypeScriptTypes(changedSource) : withoutTypes(path);
    return { format: 'module', source: code, shortCircuit: true };
  },
});

function withoutTypes(url: string): string {
  const known = stripped.get(url) ?? stripTypeScriptTypes(readFileSync(new URL(url), 'utf8'));
  stripped.set(url, known);
  return known;
}

/** What fails: a test, or the loading of a module; undefined when all tests pass. */
async function failure(text: string): Promise<unknown> {
  changedSource = text;
  round += 1;
  try {
    for (const path of tests) await runTests(() => import(path));
  } catch (error) {
    return error ?? new Error('A test failed.');
  }
  return undefined;
}

const problem = await failure(source);
if (problem !== undefined) throw new Error('A test fails without any mutant.', { cause: problem });
process.stdout.write('ready\n');
for (const index of indexes.map(Number)) {
  const mutant = mutants[index];
  if (!mutant) throw new RangeError(`There is no mutant ${index} in ${file}.`);
  const killed = (await failure(withMutant(source, mutant))) !== undefined;
  process.stdout.write(`${index} ${killed ? 'killed' : 'survived'}\n`);
}
process.exit(0);
