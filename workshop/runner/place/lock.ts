import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { WorkshopError } from '../errors.ts';

/**
 * Takes what only one process may use. A lock whose owner is gone is taken over.
 *
 * @returns how to give it back.
 * @throws WorkshopError when another process has it.
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true });
  const owner = Number(await readFile(path, 'utf8').catch(() => ''));
  if (owner > 0 && isAlive(owner)) {
    throw new WorkshopError(`Another check runs in this folder (process ${owner}).`);
  }
  await rm(path, { force: true });
  await writeFile(path, String(process.pid), { flag: 'wx' });
  return () => rm(path, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Object(error).code === 'EPERM';
  }
}
