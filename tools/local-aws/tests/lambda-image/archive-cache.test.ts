import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cachedArchive } from '../../lambda-image/archive-cache.ts';

const ONE = 'a'.repeat(64);
const TWO = 'b'.repeat(64);

describe('the cache of built archives', () => {
  let folder: string;
  const make = jest.fn<(path: string) => Promise<void>>();

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'archives-')), 'cache');
    make.mockReset().mockImplementation((path) => writeFile(path, 'archive'));
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('creates an archive once for the same inputs', async () => {
    const first = await cachedArchive(folder, ONE, make);
    const second = await cachedArchive(folder, ONE, make);

    expect(second).toBe(first);
    expect(await readFile(first, 'utf8')).toBe('archive');
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('creates a new archive for other inputs, and keeps only that one', async () => {
    await cachedArchive(folder, ONE, make);

    await cachedArchive(folder, TWO, make);

    expect(make).toHaveBeenCalledTimes(2);
    expect(await readdir(folder)).toEqual([`${TWO}.tar`]);
  });

  it('does not keep an incomplete archive', async () => {
    await cachedArchive(folder, ONE, make);
    make.mockImplementation(async (path) => {
      await writeFile(path, 'half');
      throw new Error('The disk is full.');
    });

    await expect(cachedArchive(folder, TWO, make)).rejects.toThrow('The disk is full.');

    expect(await readdir(folder)).toEqual([`${ONE}.tar`]);
  });
});
