import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tools } from '../../local/tools/tools.ts';
import { startServer } from './server.ts';

/** Tools of which the CLIs answer at once. */
export type WarmTools = {
  tools: Tools;
  /** Folder of `aws` and `sam`, to be put first on PATH. */
  bin: string;
  stop(): Promise<void>;
};

const CLIENT = fileURLToPath(new URL('client.py', import.meta.url));

/**
 * Keeps the pinned AWS CLI and SAM CLI loaded. Most of a second goes by until the one has loaded
 * itself, and more than one until the other has; the tests call them some hundreds of times.
 *
 * @returns undefined where the pinned ones are not installed, as the person has others, and where
 * processes are not forked safely.
 */
export async function warmClis(tools: Tools): Promise<WarmTools | undefined> {
  const installed = dirname(tools.python);
  const names = ['aws', 'sam'] as const;
  if (process.platform !== 'linux') return undefined; // Elsewhere to fork what has loaded so much is not safe.
  if (names.some((name) => !existsSync(join(installed, name)))) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'warm-cli-'));
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
