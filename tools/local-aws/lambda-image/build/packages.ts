import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from 'helpers/run-program';
import type { BuildContext } from './build-context.ts';

const PINS = ['package.json', 'package-lock.json'] as const;

/**
 * Installs the packages of the lock file in `pins/`, without their scripts.
 *
 * @returns the folder `node_modules`.
 */
export async function installPackages({ folder, env, signal }: BuildContext): Promise<string> {
  for (const file of PINS) {
    await copyFile(fileURLToPath(new URL(`pins/${file}`, import.meta.url)), join(folder, file));
  }
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    env,
    timeout: 300_000,
    ...(signal ? { signal } : {}),
  });
  return join(folder, 'node_modules');
}
