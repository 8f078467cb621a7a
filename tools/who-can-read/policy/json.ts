import { below, type Place, refuse } from './json-path.ts';

/** Members of a JSON object, by name; keeps names such as `__proto__` harmless. */
export type Members = ReadonlyMap<string, unknown>;

/** @throws InvalidPolicyError when the value is not a JSON object. */
export function members(value: unknown, place: Place): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(place, 'must be an object');
  }
  return new Map(Object.entries(value));
}

/** A value as a list: policies may write one value without brackets. An empty list is refused. */
export function items(value: unknown, place: Place): readonly (readonly [unknown, Place])[] {
  if (!Array.isArray(value)) return [[value, place]];
  if (value.length === 0) return refuse(place, 'must have at least one value');
  return value.map((item: unknown, index) => [item, below(place, index)] as const);
}

/** One string or a list of strings. @throws InvalidPolicyError on anything else. */
export function strings(value: unknown, place: Place): readonly (readonly [string, Place])[] {
  return items(value, place).map(([item, where]) =>
    typeof item === 'string' ? ([item, where] as const) : refuse(where, 'must be a string'),
  );
}

/** Refuses members that are not in the list of known names. */
export function onlyKnown(found: Members, known: readonly string[], place: Place): void {
  for (const name of found.keys()) {
    if (!known.includes(name)) refuse(below(place, name), 'unknown element');
  }
}
