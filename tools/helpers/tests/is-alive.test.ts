/** After kill -9 in a container, a new start said that the killed process still starts. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { isAlive } from '../is-alive.ts';
import { poll } from '../poll.ts';

describe('a process', () => {
  it('is alive while it runs', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(process.ppid)).toBe(true);
  });

  it('that does not exist is not alive', () => {
    expect(isAlive(999_999_999)).toBe(false);
  });

  (existsSync('/proc/self/stat') ? it : it.skip)(
    'that was killed is not alive, although its parent has not taken note',
    async () => {
      // sleep replaces the shell, and does not wait for the child of the shell.
      const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
      const [line = ''] = await createInterface({ input: parent.stdout })
        [Symbol.asyncIterator]()
        .next()
        .then(({ value }) => [String(value)]);
      const child = Number(line);
      expect(isAlive(child)).toBe(true);
      process.kill(child, 'SIGKILL');
      await poll('The end of the child', async () => (isAlive(child) ? undefined : true));

      // Its id is still taken: kill(pid, 0) finds it.
      expect(() => process.kill(child, 0)).not.toThrow();
      parent.kill();
    },
  );
});
