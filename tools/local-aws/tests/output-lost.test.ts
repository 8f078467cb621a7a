import { readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { toolArguments } from 'test-fixtures/run-tool';

// "npm run demo | head -1" ended with a stack trace (Unhandled 'error' event, write EPIPE) and
// without its clean-up.

const options = { cwd: PATHS.root, reject: false } as const;

/** Reads the first output only, as `head` does. */
async function readOnce(args: readonly string[]) {
  const program = execa(process.execPath, args, options);
  program.stdout.once('data', () => program.stdout.destroy());
  const { exitCode, stderr } = await program;
  return { pid: program.pid, exitCode, stderr };
}

describe('a program whose output is not read any more', () => {
  it(
    'cleans up, and exits without a message',
    async () => {
      const { pid, ...ended } = await readOnce(toolArguments('local-aws', 'demo'));

      expect(ended).toEqual({ exitCode: 141, stderr: '' });
      const left = (await readdir(PATHS.local)).filter((name) => name.startsWith(`run-${pid}-`));
      expect(left).toEqual([]);
    },
    TIMEOUT,
  );

  it('exits without a message if there is nothing to clean up', async () => {
    const endless = `
      import { onOutputLost } from './tools/helpers/output-lost.ts';
      onOutputLost(({ exitCode }) => process.exit(exitCode));
      process.stdout.write('first');
      setInterval(() => process.stdout.write('more'), 10);
    `;
    expect(await readOnce(['--input-type=module', '-e', endless])).toMatchObject({
      exitCode: 141,
      stderr: '',
    });
  });
});

// A standard output that is open for reading only, so that each write fails: this works on every system.
describe('a program whose output cannot be written', () => {
  const toReadOnly = (...args: string[]) =>
    execa('sh', ['-c', 'exec "$0" "$@" 1</dev/null', process.execPath, ...args], options);

  it.each([
    ['the demo', 1, toolArguments('local-aws', '--help')],
    ['the workshop', 2, toolArguments('lab-runner', 'plan')],
  ])('%s prints one sentence and exits with %i', async (_, code, args) => {
    const { exitCode, stderr } = await toReadOnly(...args);

    expect(stderr).toMatch(/^✘ The output could not be written: EBADF[^\n]*$/);
    expect(exitCode).toBe(code);
  });

  it('who-can-read does not give an answer, and exits with 2', async () => {
    const { exitCode, stderr } = await toReadOnly(
      ...toolArguments('who-can-read', '--template', 'template.yaml'),
    );

    expect(stderr).toMatch(/^✘ The output could not be written: EBADF[^\n]*$/);
    expect(exitCode).toBe(2);
  });
});
