import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tryLock, withLock } from '../lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a lock', () => {
  it('allows one process at a time', async () => {
    const path = join(folder, 'one');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([1, 2, 3, 4].map(() => withLock(path, work)));
    expect(most).toBe(1);
    expect(existsSync(path)).toBe(false);
  });

  it('is released when the work fails', async () => {
    const path = join(folder, 'fails');
    const failing = withLock(path, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(path)).toBe(false);
  });

  it('can be acquired if its owner has ended', async () => {
    const path = join(folder, 'left');
    await writeFile(path, '999999999');
    expect(await withLock(path, async () => 'done')).toBe('done');
  });
});

describe('a lock without waiting', () => {
  it('names the process that holds it, and can be acquired after its release', async () => {
    const path = join(folder, 'held');
    const first = await tryLock(path);
    expect(await tryLock(path)).toEqual({ owner: process.pid });
    if ('release' in first) await first.release();
    expect(await tryLock(path)).toHaveProperty('release');
  });

  it('can be acquired if its process has ended', async () => {
    const path = join(folder, 'stale');
    await writeFile(path, '999999999');
    expect(await tryLock(path)).toHaveProperty('release');
    expect(await readFile(path, 'utf8')).toBe(String(process.pid));
  });
});
