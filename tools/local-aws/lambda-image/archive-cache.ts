import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Keeps built archives in a folder of this clone, one for each set of inputs.
 *
 * @param hash names the inputs.
 * @param make writes the archive to a path.
 * @returns the archive's path. It is complete, or it does not exist. Archives of other inputs are
 *   removed afterwards.
 */
export async function cachedArchive(
  folder: string,
  hash: string,
  make: (path: string) => Promise<void>,
): Promise<string> {
  const archive = join(folder, `${hash}.tar`);
  if (existsSync(archive)) return archive;
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${hash}.${process.pid}.unfinished`);
  try {
    await make(unfinished);
    await rename(unfinished, archive);
  } finally {
    await rm(unfinished, { force: true });
  }
  const others = (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.tar$/.test(name));
  for (const name of others) if (name !== `${hash}.tar`) await rm(join(folder, name));
  return archive;
}
