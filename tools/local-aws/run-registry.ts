import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from 'helpers/is-alive';
import { PATHS } from 'helpers/project-paths';
import type { Tools } from './tools/tools.ts';

/** A local AWS that runs in this clone, as it notes itself in the folder of its run. */
export type RunningLocalAws = {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly folder: string;
  readonly url: string;
  readonly region: string;
  readonly tools: Tools;
};

const FILE = 'local-aws.json';

/** Notes a local AWS, so that commands in other terminals find it. */
export function registerRun(running: RunningLocalAws): Promise<void> {
  return writeFile(join(running.folder, FILE), JSON.stringify(running), { mode: 0o600 });
}

/** The local AWS that was started last in this clone and still runs, or undefined. */
export async function findRunningLocalAws(
  folder: string = PATHS.local,
): Promise<RunningLocalAws | undefined> {
  const names = await readdir(folder).catch(() => []);
  const noted = await Promise.all(
    names.filter((name) => name.startsWith('run-')).map((name) => read(join(folder, name, FILE))),
  );
  return noted
    .filter((each) => each !== undefined)
    .filter(({ pid }) => isAlive(pid))
    .sort((a, b) => b.startedAt - a.startedAt)[0];
}

async function read(path: string): Promise<RunningLocalAws | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined; // Not there, or not yet whole.
  }
}
