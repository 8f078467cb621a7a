import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MissingToolError } from 'helpers/errors';

/** The programs that the build of the runtime interface client needs, with their Debian packages. */
const BUILD_TOOLS = {
  cmake: 'cmake',
  make: 'make',
  'g++': 'g++',
  python3: 'python3',
  tar: 'tar',
  xz: 'xz-utils',
  ldd: 'libc-bin',
  npm: 'npm',
} as const;

/**
 * @param env environment with the PATH to search.
 * @throws MissingToolError that names each missing program and how to install them all.
 */
export function requireBuildTools(env: NodeJS.ProcessEnv): void {
  const missing = Object.entries(BUILD_TOOLS).filter(([command]) => !isOnPath(command, env));
  if (missing.length === 0) return;
  const commands = missing.map(([command]) => command).join(', ');
  const packages = missing.map(([, debianPackage]) => debianPackage).join(' ');
  throw new MissingToolError(`Building the Lambda image needs ${commands}, not found on PATH.`, {
    advice: `On Debian and Ubuntu: apt-get install -y ${packages}. Or make the registry of the public image reachable.`,
  });
}

function isOnPath(command: string, env: NodeJS.ProcessEnv): boolean {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => existsSync(join(folder, command)));
}
