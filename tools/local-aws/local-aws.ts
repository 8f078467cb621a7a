import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CleanUp } from 'helpers/clean-up';
import type { Progress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { type Gateway, startGateway } from 'key-gateway';
import { isolated, LOCAL, withAws, withProfile } from './aws/environment.ts';
import { type Emulator, startEmulator } from './emulator/emulator.ts';
import { createIdentities } from './identities/create.ts';
import type { IdentityName } from './identities/identities.ts';
import { writeProfiles } from './identities/profiles.ts';
import { removeStaleRuns } from './stale-run-cleanup.ts';
import { prepareTools, type Tools } from './tools/tools.ts';

/** AWS on this machine, up and empty. */
export type LocalAws = {
  tools: Tools;
  endpoint: { url: string; region: string };
  emulator: Emulator;
  /** The gateway in front of the emulator, which lets the key decide. */
  gateway: Gateway;
  /** A folder for files of this run, removed at its end. */
  folder: string;
  /** The environment of a CLI that calls this AWS as an identity. */
  as(profile: IdentityName | 'root'): NodeJS.ProcessEnv;
  /** The environment of a CLI that calls this AWS (default credentials: the root user). */
  env(credentials?: Credentials): NodeJS.ProcessEnv;
};

/**
 * Prepares the tools and starts AWS on free loopback ports, without this machine's own AWS settings.
 *
 * @param cleanUp stops all of it.
 * @param options.port of the key gateway (default: a free one).
 */
export async function startLocalAws(
  base: NodeJS.ProcessEnv,
  progress: Progress,
  cleanUp: CleanUp,
  { port = 0 }: { port?: number } = {},
): Promise<LocalAws> {
  await mkdir(PATHS.local, { recursive: true });
  await removeStaleRuns();
  const folder = await mkdtemp(join(PATHS.local, `run-${process.pid}-`));
  cleanUp.add('temporary files', () => rm(folder, { recursive: true, force: true }));
  const env = isolated(base, folder);

  const tools = await progress.step('Preparing the emulator, the SAM CLI and the AWS CLI', () =>
    prepareTools(env, progress, cleanUp.signal),
  );
  const { python } = tools;
  const emulator = await progress.step('Starting AWS on this machine', () => {
    const { signal } = cleanUp;
    const starting = startEmulator({ python, env, folder, region: LOCAL.region, signal });
    // A program that ends meanwhile must not remove the folder before the emulator has left it.
    cleanUp.add('the emulator', async () => (await starting.catch(() => undefined))?.stop());
    return starting;
  });
  const gateway = await startGateway({
    upstream: emulator.url,
    port,
    folder: join(folder, 'gateway'),
    // At the end, the emulator ends before the gateway, and that is not a problem to report.
    log: (line) => {
      if (!cleanUp.signal.aborted) progress.note(line);
    },
  });
  cleanUp.add('the gateway', gateway.stop);
  const endpoint = { url: gateway.url, region: LOCAL.region };
  await progress.step('Creating the identities', async () => {
    const keys = await createIdentities(endpoint, LOCAL.account);
    await writeProfiles(folder, endpoint, LOCAL.account, keys);
  });
  const run = { folder, ...endpoint };
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
