import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 150;

/**
 * Yields the lines of a growing file from its beginning, and with `follow` the new ones until the
 * signal aborts.
 *
 * @throws the system's error when the file cannot be read.
 */
export async function* linesOf(
  path: string,
  { follow, signal }: { follow: boolean; signal?: AbortSignal },
): AsyncGenerator<string> {
  const file = await open(path, 'r');
  try {
    let at = 0;
    let rest = Buffer.alloc(0);
    while (!signal?.aborted) {
      const { bytesRead, buffer } = await file.read({ position: at, buffer: Buffer.alloc(65_536) });
      at += bytesRead;
      rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
        yield rest.subarray(0, end).toString('utf8');
        rest = rest.subarray(end + 1);
      }
      if (bytesRead > 0) continue;
      if (!follow) return;
      await sleep(LOOK_EVERY_MS, undefined, signal ? { signal } : {}).catch(() => {});
    }
  } finally {
    await file.close();
  }
}
