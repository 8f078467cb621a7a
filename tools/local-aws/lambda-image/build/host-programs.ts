import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MissingToolError } from 'helpers/errors';
import type { LambdaArchitecture } from '../../docker/architecture.ts';

/**
 * Programs of this machine that become part of the image. The SAM CLI adds its emulator with `sh`,
 * `mv` and `chmod`, and layers with `cp` and `rm`; `ls` and `cat` are for people.
 */
const PROGRAMS = ['sh', 'mv', 'chmod', 'cp', 'rm', 'ls', 'cat'] as const;
const FOLDERS = ['/bin', '/usr/bin'] as const;

/** glibc before 2.34 loads these by name for host lookups, so `ldd` does not list them. */
const LOADED_BY_NAME = ['libnss_files.so.2', 'libnss_dns.so.2', 'libresolv.so.2'] as const;

/** Node.js's names of Lambda's processors. */
const PROCESSORS = { x86_64: 'x64', arm64: 'arm64' } as const satisfies Record<
  LambdaArchitecture,
  NodeJS.Architecture
>;

/** @throws MissingToolError when this machine's programs cannot run in such an image. */
export function requireLinux(architecture: LambdaArchitecture): void {
  if (process.platform === 'linux' && process.arch === PROCESSORS[architecture]) return;
  throw new MissingToolError(
    `A Lambda image for ${architecture} can only be built on Linux with that processor.`,
    {
      advice: 'Make the registry of the public image reachable, or load the image into Docker.',
    },
  );
}

/**
 * @returns the path of each program on this machine.
 * @throws MissingToolError for a missing program.
 */
export function hostPrograms(): string[] {
  return PROGRAMS.map((name) => {
    const path = FOLDERS.map((folder) => join(folder, name)).find((file) => existsSync(file));
    if (!path) throw new MissingToolError(`Building the Lambda image needs ${name} in /bin.`);
    return path;
  });
}

/** @param libraries of the programs; the ones loaded by name are in the folder of the C library. */
export function lookUpLibraries(libraries: readonly string[]): string[] {
  const libc = libraries.find((path) => path.endsWith('/libc.so.6'));
  if (!libc) throw new MissingToolError('Building the Lambda image needs a machine with glibc.');
  return LOADED_BY_NAME.map((name) => join(dirname(libc), name)).filter((path) => existsSync(path));
}
