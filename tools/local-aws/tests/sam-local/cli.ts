import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cleanUpOnExit } from 'helpers/clean-up';
import { ToolError } from 'helpers/errors';
import { printProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { dockerEngine } from '../../docker/engine.ts';
import { WORKBENCH } from './sam-local-fixture.ts';
import { startWorkbench } from './start-fixture.ts';

/**
 * Runs the tests of this folder against functions in containers: starts their fixture once, runs
 * Jest, and stops everything. Without a Docker engine it prints a message and passes, unless
 * REQUIRE_SAM_LOCAL=1.
 */
const JEST = [
  '--disable-warning=ExperimentalWarning',
  '--experimental-vm-modules',
  '--conditions=source',
  join(PATHS.root, 'tools/node_modules/jest/bin/jest.js'),
  '--runInBand',
];

/** Must be last, because Jest reads all later arguments as patterns. */
const CONTAINER_TESTS = '--testMatch=<rootDir>/local-aws/tests/sam-local/**/*.container.ts';

const printError = (line: string): void => void process.stderr.write(`${line}\n`);
const cleanUp = cleanUpOnExit(printError);

async function main(): Promise<number> {
  const engine = await dockerEngine(process.env);
  if (!engine.available) {
    printError(`Not run: the container tests (sam local), because ${engine.why}.`);
    printError(`To run them: ${engine.whatToDo}.`);
    return process.env['REQUIRE_SAM_LOCAL'] === '1' ? 1 : 0;
  }
  const progress = printProgress(printError);
  const started = await startWorkbench(process.env, engine.architecture, progress, cleanUp);
  const file = join(started.folder, 'workbench.json');
  await writeFile(file, JSON.stringify(started.workbench));
  const jest = execa(process.execPath, [...JEST, ...process.argv.slice(2), CONTAINER_TESTS], {
    cwd: join(PATHS.root, 'tools'),
    env: { ...started.env, [WORKBENCH]: file },
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
    forceKillAfterDelay: 5000,
  });
  cleanUp.add('Jest', async () => {
    jest.kill();
    await jest;
  });
  const { exitCode } = await jest;
  if (exitCode !== 0)
    printError(`The last output of sam local start-lambda:\n${await endOfLog(started)}`);
  return exitCode ?? 1;
}

const endOfLog = async ({ lambdaLog }: { lambdaLog: string }): Promise<string> =>
  (await readFile(lambdaLog, 'utf8')).trimEnd().split('\n').slice(-60).join('\n');

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
