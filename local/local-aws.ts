import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Credentials, isolated, LOCAL, rootOf, withAws } from './aws/environment.ts';
import { type Emulator, startEmulator } from './emulator/emulator.ts';
import { PATHS } from './paths.ts';
import type { CleanUp } from './process/clean-up.ts';
import type { Progress } from './progress.ts';
import { prepareTools, type Tools } from './tools/tools.ts';

/** AWS on this machine, up and empty. */
export type LocalAws = {
  tools: Tools;
  endpoint: { url: string; region: string };
  emulator: Emulator;
  /** A folder for files of this run, removed at its end. */
  folder: string;
  /** The environment of a CLI that speaks to this AWS, as the root user unless told. */
  env(credentials?: Credentials): NodeJS.ProcessEnv;
};

/**
 * Prepares the tools and starts AWS on free loopback ports, with nothing of this machine's own AWS
 * settings in it.
 *
 * @param cleanUp is told how to stop all of it.
 */
export async function startLocalAws(
  base: NodeJS.ProcessEnv,
  progress: Progress,
  cleanUp: CleanUp,
): Promise<LocalAws> {
  await mkdir(PATHS.local, { recursive: true });
  const folder = await mkdtemp(join(PATHS.local, `run-${process.pid}-`));
  cleanUp.add('temporary files', () => rm(folder, { recursive: true, force: true }));
  const env = isolated(base, folder);

  const tools = await progress.step('Preparing the emulator, the SAM CLI and the AWS CLI', () =>
    prepareTools(env, progress, cleanUp.signal),
  );
  const emulator = await progress.step('Starting AWS on this machine', () =>
    startEmulator({ ministack: tools.ministack, env, folder, region: LOCAL.region }),
  );
  cleanUp.add('the emulator', emulator.stop);
  const endpoint = { url: emulator.url, region: LOCAL.region };
  return {
    tools,
    endpoint,
    emulator,
    folder,
    env: (credentials = rootOf(LOCAL.account)) => withAws(env, endpoint, credentials),
  };
}
