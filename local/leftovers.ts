import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PATHS } from './paths.ts';
import { isAlive } from './process/alive.ts';

/** `run-4711-...` and `build-4711-...`: what a process makes for itself and removes at its end. */
const OWNED = /^(?:run|build)-(\d+)-/;

/** Removes what processes left that were killed before they could. */
export async function removeLeftovers(folder: string = PATHS.local): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => {
    const [, owner] = OWNED.exec(name) ?? [];
    return owner !== undefined && !isAlive(Number(owner));
  });
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
