const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Returns a copy of a payload with another value at a path, or without the path. Keys are defined,
 * not assigned, so that `__proto__` becomes a key as it does in parsed JSON.
 */
export const altered = (payload: unknown, at: readonly string[], change: object): unknown => {
  const value = 'value' in change ? change.value : undefined;
  const [key, ...rest] = at;
  if (key === undefined) {
    return value;
  }
  if (!isRecord(payload)) {
    throw new Error(`the payload has no value at ${at.join('.')}`);
  }
  const entries = Object.entries(payload).filter(([name]) => name !== key);
  if (rest.length > 0) {
    entries.push([key, altered(payload[key], rest, change)]);
  } else if ('value' in change) {
    entries.push([key, value]);
  }
  return Object.fromEntries(entries);
};

/** Returns every path in a payload, the payload itself first. */
export const pathsOf = (value: unknown, at: readonly string[] = []): (readonly string[])[] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))
    : []),
];
