import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { takeLock } from '../../../workshop/runner/place/lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the lock of the clones', () => {
  it('is refused while its owner lives, and free when given back', async () => {
    const path = join(folder, 'deep/lock');
    const giveBack = await takeLock(path);
    await expect(takeLock(path)).rejects.toThrow(`(process ${process.pid})`);
    await giveBack();
    await (await takeLock(path))();
  });

  it('is taken over when its owner is gone', async () => {
    const path = join(folder, 'stale');
    await writeFile(path, '999999999');
    await takeLock(path);
    expect(await readFile(path, 'utf8')).toBe(String(process.pid));
  });
});
