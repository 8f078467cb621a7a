// Prepares a program of tools/ and runs it. Plain JavaScript, so that an old Node.js can print the
// sentence below instead of a syntax error.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const tools = fileURLToPath(new URL('.', import.meta.url));

/**
 * Runs a program of tools/ in this process.
 *
 * @param {string} program a folder that holds cli.ts, or "npm" to run a script of tools/package.json.
 * @param {readonly string[]} args arguments of the program.
 */
export async function launch(program, args) {
  requireNode();
  await installPackages();
  if (program === 'npm') {
    const [script, ...rest] = args;
    // The folder in which npm was called, where paths on the command line count from.
    const result = spawnSync('npm', ['run', '--silent', script, '--', ...rest], {
      cwd: tools,
      stdio: 'inherit',
    });
    process.exitCode = result.status ?? 1;
    return;
  }
  // Programs that were compiled once start a third faster.
  // https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
  module.enableCompileCache(fileURLToPath(new URL('../.aws-sam/local/compiled', import.meta.url)));
  const { failWhenOutputIsLost, onOutputLost } = await import('./helpers/output-lost.ts');
  // A program with a clean-up has its own listener, and ends by itself.
  onOutputLost(({ exitCode, problem, stream }) => {
    if (stream.listenerCount('error') > 1) return;
    if (problem !== undefined) process.stderr.write(`✘ ${problem}\n`);
    process.exit(exitCode);
  });
  failWhenOutputIsLost((problem) => writeSync(2, `✘ ${problem}\n`));
  const file = new URL(`${program}/cli.ts`, import.meta.url);
  process.argv = [process.argv[0], fileURLToPath(file), ...args];
  await import(file.href);
}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= NEEDED) return;
  process.stderr.write(
    `✘ Node.js ${NEEDED} is needed, and this is ${process.version}. "npm ci" installs it: run that, with install scripts allowed for the package "node".\n`,
  );
  process.exit(1);
}

/**
 * Whether every package of a lock file is installed in the version that the lock file names. Optional
 * packages can be missing, because most of them are for other platforms.
 *
 * @param {{packages: Record<string, {version?: string, optional?: boolean}>}} lock package-lock.json
 * @param {{packages: Record<string, {version?: string}>}} installed node_modules/.package-lock.json, which
 *   npm writes at the end of an installation
 */
export function isInstalled(lock, installed) {
  return Object.entries(lock.packages)
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, { version, optional }]) => {
      const found = installed.packages[path];
      return found ? found.version === version : optional === true;
    });
}

/** Installs the packages of tools/ from the lock file, unless they are installed already. */
async function installPackages() {
  const read = (file) => JSON.parse(readFileSync(`${tools}${file}`, 'utf8'));
  const installed = () =>
    existsSync(`${tools}node_modules/.package-lock.json`) &&
    isInstalled(read('package-lock.json'), read('node_modules/.package-lock.json'));
  if (installed()) return;
  const { withLock } = await import('./helpers/lock.ts');
  await withLock(`${tools}.install.lock`, async () => {
    if (installed()) return;
    process.stderr.write('▸ Installing the packages of tools/ (once, about half a minute) ...\n');
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: tools,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) {
      process.stderr.write('✘ "npm ci" in tools/ failed. Its messages are above.\n');
      process.exit(1);
    }
  });
}
