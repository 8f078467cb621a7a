import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import { findForbiddenForms } from './forbidden-forms.ts';

/**
 * Files that a person reads. The list of forms names what it forbids, so its own files are left out.
 * Generated data files hold texts of AWS.
 */
const FILES = [
  ...['*.md', '*.ts', '*.mjs', '*.yaml', '*.yml', '*.sh', '*.py'],
  // Names and reasons of test cases.
  ...['tests/*/cases/*.json', 'tools/*/tests/*cases*.json'],
];
const LEFT_OUT = [':!tools/checks/prose', ':!*.data.ts'];

const listed = [
  'ls-files',
  '-z',
  '--cached',
  '--others',
  '--exclude-standard',
  '--',
  ...FILES,
  ...LEFT_OUT,
];
const { stdout } = await run('git', listed, { cwd: PATHS.root, env: process.env });
const files = [...new Set(stdout.split('\0').filter(Boolean))];

let count = 0;
for (const file of files) {
  const text = await readFile(join(PATHS.root, file), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''; // Deleted, and git still lists it.
      throw error;
    },
  );
  for (const { line, column, text: found, advice } of findForbiddenForms(text)) {
    count += 1;
    process.stderr.write(`${file}:${line}:${column}: "${found}". ${advice}\n`);
  }
}
process.stdout.write(`Prose: ${files.length} files, ${count} forbidden forms.\n`);
process.exitCode = count > 0 ? 1 : 0;
