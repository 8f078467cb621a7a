import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { MissingToolError } from '../errors.ts';
import { isAlive } from '../is-alive.ts';
import { poll } from '../poll.ts';
import { startPipedGroup } from '../process-group.ts';

const options = { cwd: '/', env: process.env };

describe('a program with pipes', () => {
  it('reads and writes, and ends with all processes that it started', async () => {
    // Prints the id of a program that it starts, then what it reads.
    const script = 'sleep 600 & echo $!; read line; echo "read $line"; wait';
    const group = await startPipedGroup(['sh', '-c', script], options);
    const lines = createInterface({ input: group.child.stdout })[Symbol.asyncIterator]();
    const child = Number((await lines.next()).value);
    group.child.stdin.write('hello\n');
    expect((await lines.next()).value).toBe('read hello');
    expect(isAlive(child)).toBe(true);

    group.signal('SIGTERM');
    await group.ended;

    await poll('The end of the child', async () => (isAlive(child) ? undefined : true));
  });

  it('is not signaled again after its end', async () => {
    const group = await startPipedGroup(['true'], options);
    await group.ended;
    expect(() => group.signal('SIGTERM')).not.toThrow();
  });

  it('is reported when it cannot be started', async () => {
    await expect(startPipedGroup(['no-such-program'], options)).rejects.toThrow(MissingToolError);
  });
});
