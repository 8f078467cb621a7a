import { readFileSync } from 'node:fs';

/** Parses a file as Lambda parses a payload: `__proto__` is a key, 1e400 is Infinity. */
export const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8'));

/** The payload of events/NAME. */
export const readEvent = (name: string): unknown =>
  readJson(new URL(`../../events/${name}`, import.meta.url));
