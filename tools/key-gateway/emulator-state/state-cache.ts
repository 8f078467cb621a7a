import type { Changes } from './state-changes.ts';

/** Milliseconds that only go forward. */
export type Clock = () => number;

/**
 * The longest time in the cache. Changes through the gateway take effect at once, changes inside
 * the emulator after this time.
 */
export const MAX_AGE_MS = 1000;

const MAX_ENTRIES = 1000;

type Entry<T> = { readonly version: number; readonly at: number; readonly value: Promise<T> };

/**
 * Reads values by key, and caches each for a second unless something changes. Simultaneous reads of
 * a key share one request. Errors are not cached.
 */
export function cached<T>(
  changes: Changes,
  clock: Clock,
  maxAge: number = MAX_AGE_MS,
): (key: string, read: () => Promise<T>) => Promise<T> {
  const entries = new Map<string, Entry<T>>();
  const fresh = ({ version, at }: Entry<T>): boolean =>
    changes.settled() && version === changes.version() && clock() - at < maxAge;
  return (key, read) => {
    const found = entries.get(key);
    if (found && fresh(found)) return found.value;
    if (entries.size >= MAX_ENTRIES) entries.clear();
    const entry = { version: changes.version(), at: clock(), value: read() };
    entries.set(key, entry);
    entry.value.catch(() => {
      if (entries.get(key) === entry) entries.delete(key);
    });
    return entry.value;
  };
}
