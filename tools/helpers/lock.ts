import { readFile, rm, writeFile } from 'node:fs/promises';
import { isAlive } from './is-alive.ts';
import { poll } from './poll.ts';

const TIMEOUT_MS = 600_000;

/**
 * Runs work that only one process of this clone can do at a time. The lock of a process that has
 * ended is taken over.
 *
 * @param path of the lock file; its folder must exist.
 * @throws DeadlineError when another process holds the lock for ten minutes.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  await poll('The work of another process', () => take(path), {
    deadline: TIMEOUT_MS,
    every: 100,
    ...(signal ? { signal } : {}),
  });
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Takes a lock at once, or not at all. The lock of a process that has ended is taken over.
 *
 * @param path is the lock file; its folder must exist.
 * @returns a function that releases the lock; or the id of the process that holds it.
 */
export async function tryLock(
  path: string,
): Promise<{ release: () => Promise<void> } | { owner: number }> {
  // A second time, because the first removes the lock of a process that has ended.
  if ((await take(path)) || (await take(path))) {
    return { release: () => rm(path, { force: true }) };
  }
  return { owner: Number(await readFile(path, 'utf8').catch(() => '')) };
}

async function take(path: string): Promise<true | undefined> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!(await ownerLives(path))) await rm(path, { force: true });
    return undefined;
  }
}

async function ownerLives(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  const pid = Number(text);
  // Released meanwhile, or taken a moment ago and not yet signed: try again.
  return !pid || isAlive(pid);
}
