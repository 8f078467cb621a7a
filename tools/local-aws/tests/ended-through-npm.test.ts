import { createInterface } from 'node:readline';
import { afterEach, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';

// npm forwards SIGINT and SIGTERM only to the shell of its script, and that shell does not forward
// them. So "kill" ended npm, and the programs that it had started continued.

/** The gateway of this test gets no requests, so it needs no emulator. */
const GATEWAY = ['run', '--silent', 'local', '--', 'gateway', '--upstream', 'http://127.0.0.1:9'];

const child = { current: undefined as ReturnType<typeof started> | undefined };
const started = () =>
  execa('npm', GATEWAY, { cwd: PATHS.root, reject: false, all: true, detached: true });
// Ends everything, also when an expectation fails.
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
] as const)(
  '%s to npm ends the programs that npm has started, with their clean-up',
  async (signal, code) => {
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
  },
);
