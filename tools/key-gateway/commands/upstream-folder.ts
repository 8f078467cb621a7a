import { join } from 'node:path';

/**
 * Returns the folder in which a gateway remembers sessions and keys of an emulator when it restarts.
 *
 * @param upstream URL of the emulator; left out: the folder of all emulators.
 */
export function upstreamFolder(cache: string, upstream = ''): string {
  const name = upstream.replace(/^https?:\/\//, '').replace(/[^a-zA-Z0-9.-]+/g, '-');
  return join(cache, 'key-gateway', name.replace(/-+$/, ''));
}
