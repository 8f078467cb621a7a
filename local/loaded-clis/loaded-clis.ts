import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tools } from '../tools/tools.ts';
import { startServer } from './server.ts';

/** The AWS CLI and the SAM CLI, which need not load themselves for each command. */
export type LoadedClis = {
  /** All tools, and these two among them. */
  tools: Tools;
  /** Folder of `aws` and `sam`, to be put first on PATH. */
  bin: string;
  stop(): Promise<void>;
};

const CLIENT = fileURLToPath(new URL('client.py', import.meta.url));

/**
 * Keeps the pinned AWS CLI and SAM CLI loaded: it takes the one half a second and the other more than
 * one to load themselves, at each command.
 *
 * @returns undefined where the CLIs are others than the pinned ones, as the person has his own, and
 * where processes are not forked safely.
 * @throws Error when one of them does not load.
 */
export async function loadedClis(tools: Tools): Promise<LoadedClis | undefined> {
  const installed = dirname(tools.python);
  const names = ['aws', 'sam'] as const;
  if (process.platform !== 'linux') return undefined; // Elsewhere to fork what has loaded so much is not safe.
  if (names.some((name) => tools[name] !== join(installed, name))) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'loaded-clis-'));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const start = async (name: (typeof names)[number]) => {
    const path = join(folder, `${name}.sock`);
    const server = await startServer(tools.python, path, name);
    // Without site packages, which it needs none of.
    const client = `exec "${tools.python}" -IS "${CLIENT}" "${path}" "$@"`;
    await writeFile(join(bin, name), `#!/bin/sh\n${client}\n`);
    await chmod(join(bin, name), 0o755);
    return server;
  };
  const servers = await Promise.all(names.map(start));
  return {
    tools: { ...tools, aws: join(bin, 'aws'), sam: join(bin, 'sam') },
    bin,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
