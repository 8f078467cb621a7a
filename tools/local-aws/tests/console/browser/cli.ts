import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cleanUpOnExit } from 'helpers/clean-up';
import { ToolError } from 'helpers/errors';
import { printProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { CHROMIUM_MISSING, findChromium } from 'test-fixtures/find-chromium';
import { FIXTURE_FILE } from './browser-fixture.ts';
import { startBrowserFixture } from './start-fixture.ts';

/**
 * Runs the tests of this folder in a headless browser: starts AWS, the application and the console
 * once, runs Jest, and stops everything. Without a Chromium it prints a message and passes, unless
 * REQUIRE_BROWSER=1. With UPDATE_SCREENSHOTS=1 it renews the pictures in docs/images.
 */
const JEST = [
  '--disable-warning=ExperimentalWarning',
  '--experimental-vm-modules',
  '--conditions=source',
  join(PATHS.root, 'tools/node_modules/jest/bin/jest.js'),
  '--runInBand',
  '--testTimeout=30000',
];

/** Must be last, because Jest reads all later arguments as patterns. */
const BROWSER_TESTS = '--testMatch=<rootDir>/local-aws/tests/console/browser/**/*.browser.ts';

const printError = (line: string): void => void process.stderr.write(`${line}\n`);
const cleanUp = cleanUpOnExit(printError);

async function main(): Promise<number> {
  const chromium = await findChromium();
  if (chromium === undefined) {
    printError(`Not run: the browser tests of the console, because ${CHROMIUM_MISSING}.`);
    return process.env['REQUIRE_BROWSER'] === '1' ? 1 : 0;
  }
  const { fixture, folder } = await startBrowserFixture(
    chromium,
    printProgress(printError),
    cleanUp,
  );
  const file = join(folder, 'console-setting.json');
  await writeFile(file, JSON.stringify(fixture), { mode: 0o600 });
  const jest = execa(process.execPath, [...JEST, ...process.argv.slice(2), BROWSER_TESTS], {
    cwd: join(PATHS.root, 'tools'),
    env: { [FIXTURE_FILE]: file },
    stdio: 'inherit',
    reject: false,
    forceKillAfterDelay: 5000,
  });
  cleanUp.add('Jest', async () => {
    jest.kill();
    await jest;
  });
  const { exitCode } = await jest;
  return exitCode ?? 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!cleanUp.signal.aborted) {
    process.exitCode = 1;
    printError(error instanceof ToolError ? error.message : String(Object(error).stack ?? error));
    if (error instanceof ToolError && error.advice) printError(error.advice);
  }
} finally {
  await cleanUp.run();
}
