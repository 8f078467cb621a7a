import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LambdaArchitecture } from '../docker/architecture.ts';
import { hostPrograms, requireLinux } from './build/host-programs.ts';
import { sharedLibraries } from './build/shared-libraries.ts';

/** Everything in this folder decides the contents of the image: pins, scripts and build code. */
const BUILD_FOLDER = fileURLToPath(new URL('build/', import.meta.url));

/**
 * Returns a name for the present inputs of a substitute: the files of `build/` with the lock file,
 * and the programs and libraries of this machine that become part of it.
 *
 * @throws MissingToolError on a machine that cannot build it. @returns a SHA-256 in hexadecimal,
 *   which differs for another image.
 */
export async function inputsHash(
  architecture: LambdaArchitecture,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  requireLinux(architecture);
  const own = await readdir(BUILD_FOLDER, { recursive: true, withFileTypes: true });
  const programs = hostPrograms();
  const libraries = await sharedLibraries([process.execPath, ...programs], env);
  return hashFiles(architecture, [
    ...own
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(BUILD_FOLDER, path), path] as const),
    ...[...programs, ...libraries].map((path) => [path, path] as const),
  ]);
}

/**
 * @param files names and paths: the name and the content count, not the path of the clone.
 * @returns one hash of all files and their lengths, which differs for each list.
 */
export async function hashFiles(
  seed: string,
  files: readonly (readonly [name: string, path: string])[],
): Promise<string> {
  const hash = createHash('sha256').update(seed);
  for (const [name, path] of files) {
    const content = await readFile(path);
    hash.update(`\n${name}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
