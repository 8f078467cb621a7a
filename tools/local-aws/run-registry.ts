import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ToolError } from 'helpers/errors';
import { isAlive } from 'helpers/is-alive';
import { PATHS } from 'helpers/project-paths';
import { PROFILE_FILES } from './aws/environment.ts';
import type { Tools } from './tools/tools.ts';

/** The local AWS of `npm start`, as other commands find it. A clone has one. */
export type RunningLocalAws = {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Folder with the profiles. Its path is the same in each run. */
  readonly folder: string;
  /** Folder in which the key gateway writes its events. */
  readonly gatewayFolder: string;
  readonly url: string;
  readonly region: string;
  readonly tools: Tools;
};

/** The record of a run before it is up. */
type Claim = Pick<RunningLocalAws, 'pid' | 'startedAt'>;

/** The folder of this clone's local AWS. It stays, so that open shells keep their profiles. */
export const STABLE_FOLDER = join(PATHS.local, 'current');

const FILE = 'local-aws.json';
const REPLACE_TIMEOUT = 20_000;

/**
 * Registers this process as this clone's local AWS.
 *
 * @param replace ends the one that runs.
 * @returns a function that removes the registration.
 * @throws ToolError when one runs or starts, with how to use or replace it; and when the folder cannot be
 * written.
 */
export async function claimRun(
  { replace = false, folder = STABLE_FOLDER }: { replace?: boolean; folder?: string } = {},
  answers: (url: string) => Promise<boolean> = doesAnswer,
): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new ToolError(`Local AWS cannot write to ${folder}: ${Object(cause).message}`, {
      advice: 'Check the permissions of this folder, and whether its disk is full or read-only.',
      cause,
    });
  });
  const file = join(folder, FILE);
  const claim: Claim = { pid: process.pid, startedAt: Date.now() };
  for (;;) {
    if (await createWhole(file, JSON.stringify(claim))) return () => giveBack(file);
    const other = await read(file);
    // After a restart of a container, another program can have the process id of the killed run.
    const isOther = other !== undefined && other.pid !== process.pid;
    if (isOther && isAlive(other.pid)) await endOther(other, replace, answers);
    await rm(file, { force: true });
  }
}

/** Creates a file that is never seen without its text. @returns whether there was none before. */
async function createWhole(file: string, text: string): Promise<boolean> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (Object(error).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Throws an error unless this run replaces the other one, or the process id now belongs to another
 * program.
 */
async function endOther(
  other: Claim & Partial<RunningLocalAws>,
  replace: boolean,
  answers: (url: string) => Promise<boolean>,
): Promise<void> {
  const { pid, url } = other;
  if (url === undefined) {
    throw new ToolError(`Local AWS starts in this clone already (process ${pid}).`, {
      advice: `Wait until it is up, or end process ${pid}.`,
    });
  }
  if (!(await answers(url))) return;
  if (!replace) {
    throw new ToolError(`Local AWS runs in this clone already, at ${url} (process ${pid}).`, {
      advice: [
        'Use it: npm run local -- as operator',
        'Replace it: npm start -- --replace',
        'End it: press Ctrl-C in its terminal.',
      ].join('\n'),
    });
  }
  process.kill(pid, 'SIGTERM');
  const end = performance.now() + REPLACE_TIMEOUT;
  while (isAlive(pid)) {
    if (performance.now() > end) {
      throw new ToolError(`Process ${pid} did not end within ${REPLACE_TIMEOUT / 1000} s.`, {
        advice: 'End it, and start again.',
      });
    }
    await sleep(50);
  }
}

/** Another run can have registered meanwhile. */
async function giveBack(file: string): Promise<void> {
  const found = await read(file);
  if (found?.pid === process.pid) await rm(file, { force: true });
}

/** Records a local AWS that is up, so that commands in other terminals find it. */
export async function registerRun(running: RunningLocalAws): Promise<void> {
  const file = join(running.folder, FILE);
  await writeFile(`${file}.new`, JSON.stringify(running), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/**
 * Returns the local AWS that a command uses, or undefined if it is not running. In a shell of a
 * local AWS, this is the one of the shell. In any other shell, it is the one of this clone.
 *
 * @param env environment of the command.
 */
export async function findRunningLocalAws(
  env: NodeJS.ProcessEnv = process.env,
  folder: string = STABLE_FOLDER,
): Promise<RunningLocalAws | undefined> {
  const found = await read(join(folderOfShell(env) ?? folder, FILE));
  return found && isComplete(found) && isAlive(found.pid) ? found : undefined;
}

/** Whether the local AWS that a command works with is starting, and not yet up. */
export async function isStarting(
  env: NodeJS.ProcessEnv = process.env,
  folder: string = STABLE_FOLDER,
): Promise<boolean> {
  const found = await read(join(folderOfShell(env) ?? folder, FILE));
  return found !== undefined && !isComplete(found) && isAlive(found.pid);
}

/** The folder of the local AWS that a shell works with; undefined for any other shell. */
export function folderOfShell(env: NodeJS.ProcessEnv): string | undefined {
  const config = env['AWS_CONFIG_FILE'] ?? '';
  const stable = join('.aws-sam', 'local', 'current', PROFILE_FILES.config);
  return config.endsWith(stable) ? dirname(config) : undefined;
}

const isComplete = (found: Claim & Partial<RunningLocalAws>): found is RunningLocalAws =>
  found.url !== undefined && found.tools !== undefined && found.folder !== undefined;

async function read(path: string): Promise<(Claim & Partial<RunningLocalAws>) | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined; // Missing, or not yet complete.
  }
}

async function doesAnswer(url: string): Promise<boolean> {
  const signal = AbortSignal.timeout(2000);
  return fetch(url, { signal }).then(
    () => true,
    () => false,
  );
}
