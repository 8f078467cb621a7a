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
 * @param under a folder for temporary files. Its path is short, since that of a socket has to be.
 * @returns undefined where the CLIs are others than the pinned ones, as the person has his own, and
 * where processes are not forked safely.
 * @throws Error when one of them does not load.
 */
export async function loadedClis(
  tools: Tools,
  under: string = tmpdir(),
): Promise<LoadedClis | undefined> {
  const installed = dirname(tools.python);
  const names = ['aws', 'sam'] as const;
  if (process.platform !== 'linux') return undefined; // Elsewhere to fork what has loaded so much is not safe.
  if (names.some((name) => tools[name] !== join(installed, name))) return undefined;
  const folder = await mkdtemp(join(under, 'loaded-clis-'));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const begun = await Promise.allSettled(
    names.map(async (name) => {
      const socket = join(folder, `${name}.sock`);
      const server = await startServer(tools.python, socket, name);
      await writeClient(join(bin, name), tools.python, socket);
      return server;
    }),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(begun.map((one) => one.status === 'fulfilled' && one.value.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const failed = begun.find((one) => one.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { tools: { ...tools, aws: join(bin, 'aws'), sam: join(bin, 'sam') }, bin, stop };
}

/** Writes the program that stands for a CLI. Python needs no site packages for it. */
async function writeClient(file: string, python: string, socket: string): Promise<void> {
  const words = [python, '-IS', CLIENT, socket].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  await writeFile(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  await chmod(file, 0o755);
}
