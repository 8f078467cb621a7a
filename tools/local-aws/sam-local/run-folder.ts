import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from 'helpers/is-alive';
import { removeContainersMounting } from '../docker/containers.ts';
import type { DockerOptions } from '../docker/docker.ts';

/** The name has the process id of the run, so that the next run can clean up after a killed one. */
const NAME = /^sam-local-(\d+)-/;

/** @returns a new folder for this process, with the path that Docker shows. */
export async function makeRunFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(await realpath(parent), `sam-local-${process.pid}-`));
}

/** Removes a run's containers, then its folder. */
export async function removeRun(folder: string, options: DockerOptions): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
  await removeContainersMounting(folders, options);
  await rm(folder, { recursive: true, force: true });
}

/** Removes runs of this clone whose process has ended. */
export async function removeAbandonedRuns(parent: string, options: DockerOptions): Promise<void> {
  await mkdir(parent, { recursive: true });
  const real = await realpath(parent);
  for (const name of await readdir(real)) {
    const pid = Number(NAME.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await removeRun(join(real, name), options);
  }
}
