import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from '../../local/paths.ts';
import { PATIENCE } from './local-aws.ts';

// "npm run demo | head -1" ended with a stack trace (Unhandled 'error' event, write EPIPE), and what it
// had made stayed behind.

const options = { cwd: PATHS.root, reject: false } as const;
const launched = ['--import', './local/launch.mjs'];

/** Reads what comes first, as `head` does, and no more. */
async function readOnce(args: readonly string[]) {
  const program = execa(process.execPath, [...launched, ...args], options);
  program.stdout.once('data', () => program.stdout.destroy());
  const { exitCode, stderr } = await program;
  return { pid: program.pid, exitCode, stderr };
}

describe('a program whose output nobody reads any more', () => {
  it(
    'undoes what it has begun, and ends quietly',
    async () => {
      const { pid, ...ended } = await readOnce(['local/cli.ts', 'demo']);

      expect(ended).toEqual({ exitCode: 141, stderr: '' });
      const left = (await readdir(PATHS.local)).filter((name) => name.startsWith(`run-${pid}-`));
      expect(left).toEqual([]);
    },
    PATIENCE,
  );

  it('ends quietly where there is nothing to undo', async () => {
    const endless = `
      process.stdout.write('first');
      setInterval(() => process.stdout.write('more'), 10);
    `;
    expect(await readOnce(['--input-type=module', '-e', endless])).toMatchObject({
      exitCode: 141,
      stderr: '',
    });
  });
});

// A device that is always full; macOS has none.
(existsSync('/dev/full') ? describe : describe.skip)('a program whose output has no place', () => {
  const toFull = (...args: string[]) =>
    execa('sh', ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, ...args], options);

  it.each([
    ['a program of ours', 1, ['--eval', 'process.stdout.write("x")']],
    ['the workshop', 2, ['workshop/runner/main.ts', 'plan']],
  ])('%s says so in one sentence and ends with %i', async (_, code, args) => {
    const { exitCode, stderr } = await toFull(...launched, ...args);

    expect(stderr).toMatch(/^✘ The output could not be written: ENOSPC[^\n]*$/);
    expect(exitCode).toBe(code);
  });

  it('who-can-read has no answer then, and ends with 2', async () => {
    const { exitCode, stderr } = await toFull('access/cli.ts', '--template', 'template.yaml');

    expect(stderr).toMatch(/^The answer could not be written: ENOSPC[^\n]*$/);
    expect(exitCode).toBe(2);
  });
});
