import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { removeStaleRunsIn } from '../stale-run-cleanup.ts';

it('removes only the files and processes that killed runs left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stale-runs-'));
  const kept = [`run-${process.pid}-a`, `build-${process.pid}-b`, 'build', 'cache', 'run-book'];
  const left = ['run-999999999-c', 'build-999999999-d'];
  for (const name of [...kept, ...left]) await mkdir(join(folder, name));

  await removeStaleRunsIn(folder);

  expect((await readdir(folder)).sort()).toEqual(kept.sort());
  await removeStaleRunsIn(join(folder, 'nowhere'));
  await rm(folder, { recursive: true });
});
