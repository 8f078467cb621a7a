import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Credentials,
  isolated,
  LOCAL,
  rootOf,
  withAws,
  withProfile,
} from './aws/environment.ts';
import { type Emulator, startEmulator } from './emulator/emulator.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createIdentities } from './identities/create.ts';
import type { IdentityName } from './identities/identities.ts';
import { writeProfiles } from './identities/profiles.ts';
import { removeAllLeftovers } from './leftovers.ts';
import { loadedClis } from './loaded-clis/loaded-clis.ts';
import { PATHS } from './paths.ts';
import type { CleanUp } from './process/clean-up.ts';
import type { Progress } from './progress.ts';
import { noteRunning } from './running.ts';
import { prepareTools, type Tools } from './tools/tools.ts';

/** AWS on this machine, up and empty. */
export type LocalAws = {
  tools: Tools;
  endpoint: { url: string; region: string };
  emulator: Emulator;
  /** Stands before the emulator and lets the key decide. */
  gateway: Gateway;
  /** A folder for files of this run, removed at its end. */
  folder: string;
  /** The environment of a CLI that speaks to this AWS in the name of an identity. */
  as(profile: IdentityName | 'root'): NodeJS.ProcessEnv;
  /** The environment of a CLI that speaks to this AWS, as the root user unless told. */
  env(credentials?: Credentials): NodeJS.ProcessEnv;
};

/**
 * Prepares the tools and starts AWS on free loopback ports, with nothing of this machine's own AWS
 * settings in it.
 *
 * @param cleanUp is told how to stop all of it.
 * @param options.manyCommands keeps the CLIs loaded, where that can be.
 */
export async function startLocalAws(
  base: NodeJS.ProcessEnv,
  progress: Progress,
  cleanUp: CleanUp,
  { manyCommands = false }: { manyCommands?: boolean } = {},
): Promise<LocalAws> {
  await mkdir(PATHS.local, { recursive: true });
  await removeAllLeftovers();
  const folder = await mkdtemp(join(PATHS.local, `run-${process.pid}-`));
  cleanUp.add('temporary files', () => rm(folder, { recursive: true, force: true }));
  const env = isolated(base, folder);

  const installed = await progress.step('Preparing the emulator, the SAM CLI and the AWS CLI', () =>
    prepareTools(env, progress, cleanUp.signal),
  );
  const loading = manyCommands
    ? keepLoaded(installed, base['TMPDIR'] || tmpdir(), progress, cleanUp)
    : installed;
  const { python } = installed;
  const emulator = await progress.step('Starting AWS on this machine', () =>
    startEmulator({ python, env, folder, region: LOCAL.region }),
  );
  cleanUp.add('the emulator', emulator.stop);
  const gateway = await startGateway({
    upstream: emulator.url,
    folder: join(folder, 'gateway'),
    log: progress.note,
  });
  cleanUp.add('the gateway', gateway.stop);
  const endpoint = { url: gateway.url, region: LOCAL.region };
  await progress.step('Creating the identities', async () => {
    const keys = await createIdentities(endpoint, LOCAL.account);
    await writeProfiles(folder, endpoint, LOCAL.account, keys);
  });
  const tools = await loading;
  const run = { folder, tools, ...endpoint };
  await noteRunning({ pid: process.pid, startedAt: Date.now(), ...run });
  return {
    tools,
    endpoint,
    emulator,
    gateway,
    folder,
    as: (profile) => withProfile(base, run, profile),
    env: (credentials = rootOf(LOCAL.account)) => withAws(env, endpoint, credentials),
  };
}

async function keepLoaded(
  tools: Tools,
  under: string,
  progress: Progress,
  cleanUp: CleanUp,
): Promise<Tools> {
  const loading = loadedClis(tools, under);
  // Also where something else fails while they load.
  cleanUp.add('the CLIs that stay loaded', async () => {
    const loaded = await loading.catch(() => undefined);
    await loaded?.stop();
  });
  try {
    return (await loading)?.tools ?? tools;
  } catch (error) {
    progress.note(`The CLIs are loaded for each command: ${String(error)}`);
    return tools;
  }
}
