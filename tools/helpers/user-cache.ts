import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Files that all clones of this project on a machine share are in a folder of this name. */
const PROJECT = 'stock-trading-under-its-own-key';

/**
 * Returns the folder for files that all clones of this project share, in the user's cache folder.
 *
 * @param env is asked for XDG_CACHE_HOME and LOCALAPPDATA.
 */
export function userCacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  const home = env['HOME'] || homedir();
  // https://specifications.freedesktop.org/basedir-spec/latest/
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  if (isAbsolute(xdg)) return join(xdg, PROJECT);
  if (platform === 'darwin') return join(home, 'Library', 'Caches', PROJECT);
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? home, PROJECT, 'Cache');
  return join(home, '.cache', PROJECT);
}
