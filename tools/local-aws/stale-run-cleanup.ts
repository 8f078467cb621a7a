import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAlive } from 'helpers/is-alive';
import { PATHS } from 'helpers/project-paths';

/** `run-4711-...` and `build-4711-...`: folders that a process creates and removes at its end. */
const OWNED = /^(?:run|build)-(\d+)-/;

/** Removes the folders of killed processes in this clone. */
export async function removeStaleRuns(): Promise<void> {
  await Promise.all([PATHS.local, dirname(PATHS.build)].map(removeStaleRunsIn));
}

/** Removes the folders of killed processes in a folder. */
export async function removeStaleRunsIn(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const stale = names.filter((name) => {
    const [, owner] = OWNED.exec(name) ?? [];
    return owner !== undefined && !isAlive(Number(owner));
  });
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
