import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';
import * as library from '../../index.ts';
import { examplesOf } from '../harness/library-examples.ts';

const examples = [...examplesOf('README.md'), ...examplesOf('EXAMPLES.md')];

/**
 * Runs the given modules one after the other. For each, it writes the printed lines or the error that
 * ended it.
 */
const RUNNER = `
import { format } from 'node:util';
const results = [];
for (const file of process.argv.slice(2)) {
  const lines = [];
  console.log = (...values) => lines.push(format(...values));
  const error = await import(file).then(() => undefined, (thrown) => String(thrown));
  results.push(error ?? lines);
}
process.stdout.write(JSON.stringify(results));
`;

let folder: string;
let results: readonly unknown[] = [];
beforeAll(async () => {
  // Node.js finds the packages from this folder, and git and the linter ignore it.
  folder = mkdtempSync(join(PATHS.root, 'tools', 'node_modules', '.examples-'));
  const files = examples.map(({ code }, at) => {
    const file = join(folder, `${at}.mjs`);
    writeFileSync(file, code);
    return file;
  });
  const runner = join(folder, 'run.mjs');
  writeFileSync(runner, RUNNER);
  // The examples use the template of this project.
  const options = { cwd: PATHS.root };
  const args = ['--disable-warning=ExperimentalWarning', '--conditions=source', runner, ...files];
  const { stdout } = await execa(process.execPath, args, options);
  results = JSON.parse(stdout);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the examples of the library', () => {
  it.each(examples)('print the output in their comments: $name', (example) => {
    expect(example.printed.length).toBeGreaterThan(0);
    expect(results[examples.indexOf(example)]).toEqual(example.printed);
  });

  it('use every function and constant that the package exports', () => {
    const used = new Set(examples.flatMap(({ imported }) => imported));

    expect(Object.keys(library).filter((name) => !used.has(name))).toEqual([]);
  });
});
