import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LambdaArchitecture } from '../docker/architecture.ts';
import { hostPrograms, requireLinux } from './build/host-programs.ts';
import { sharedLibraries } from './build/shared-libraries.ts';

/** Everything in this folder decides what is in the image: pins, scripts and the code that builds. */
const BUILD_FOLDER = fileURLToPath(new URL('build/', import.meta.url));

/**
 * Names what a substitute built now would be made of: the files of `build/`, the lock file's hashes
 * among them, and this machine's programs and libraries that go in.
 *
 * @throws MissingToolError on a machine that cannot build it.
 * @returns a SHA-256 in hexadecimal; another one means another image.
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
 * @param files names and paths: the name counts and the content, not where the clone lies.
 * @returns one hash over all, with lengths, so that no two lists share one.
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
