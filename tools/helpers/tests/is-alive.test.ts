/** After kill -9 in a container, a new start said that the killed process still starts. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { isAlive } from '../is-alive.ts';
import { poll } from '../poll.ts';

const hasProc = existsSync('/proc/self/stat');

describe('a process', () => {
  it('is alive while it runs', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(process.ppid)).toBe(true);
  });

  it('that does not exist is not alive', () => {
    expect(isAlive(999_999_999)).toBe(false);
  });

  it('that was killed is not alive, although its parent has not taken note, where /proc says so', async () => {
    // sleep replaces the shell, and does not wait for the child of the shell.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    const [line = ''] = await createInterface({ input: parent.stdout })
      [Symbol.asyncIterator]()
      .next()
      .then(({ value }) => [String(value)]);
    const child = Number(line);
    expect(isAlive(child)).toBe(true);
    process.kill(child, 'SIGKILL');
    if (hasProc) {
      await poll('The end of the child', async () => (isAlive(child) ? undefined : true));
    }

    // Its id is still taken: kill(pid, 0) finds it, and is all that a system without /proc has.
    expect(() => process.kill(child, 0)).not.toThrow();
    expect(isAlive(child)).toBe(!hasProc);
    parent.kill();
  });
});
