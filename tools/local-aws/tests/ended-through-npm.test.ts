import { createInterface } from 'node:readline';
import { afterEach, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';

// npm sends SIGINT and SIGTERM on to the shell that it runs a script by, and to nobody else. That shell
// passes nothing on: "kill" ended npm, and what it had started went on without it.

/** Stands before an emulator that nobody asks for anything, so there need be none. */
const GATEWAY = ['run', '--silent', 'local', '--', 'gateway', '--upstream', 'http://127.0.0.1:9'];

const child = { current: undefined as ReturnType<typeof started> | undefined };
const started = () =>
  execa('npm', GATEWAY, { cwd: PATHS.root, reject: false, all: true, detached: true });
// All of it, also when an expectation fails half way.
afterEach(() => {
  const { pid } = child.current ?? {};
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended, as it should.
  }
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s to npm ends what npm has started, with its clean-up', async (signal, code) => {
  const npm = started();
  child.current = npm;
  const url = await new Promise<string>((ready) => {
    createInterface({ input: npm.all }).on('line', (line) => {
      const [, address] = /export AWS_ENDPOINT_URL=(\S+)/.exec(line) ?? [];
      if (address) ready(address);
    });
  });

  npm.kill(signal);

  expect((await npm).exitCode).toBe(code);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
