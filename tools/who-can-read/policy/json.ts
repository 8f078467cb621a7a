import { hasHoles, isUnknown } from '../unknown-text.ts';
import { child, type JsonPath, reject } from './json-path.ts';

/** Members of a JSON object, by name. Names such as `__proto__` are safe. */
export type Members = ReadonlyMap<string, unknown>;

/** @throws InvalidPolicyError when the value is not a JSON object. */
export function members(value: unknown, place: JsonPath): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return reject(place, 'must be an object');
  }
  return new Map(Object.entries(value));
}

/** Returns a value as a list, because a policy can have one value without brackets. */
export function items(value: unknown, place: JsonPath): readonly (readonly [unknown, JsonPath])[] {
  if (!Array.isArray(value)) return [[value, place]];
  return value.map((item: unknown, index) => [item, child(place, index)] as const);
}

/** One string or a list of strings. @throws InvalidPolicyError on anything else. */
export function strings(value: unknown, place: JsonPath): readonly (readonly [string, JsonPath])[] {
  return items(value, place).map(([item, where]) =>
    typeof item === 'string' ? ([item, where] as const) : reject(where, 'must be a string'),
  );
}

/** Rejects members that are not in the list of known names. */
export function onlyKnown(found: Members, known: readonly string[], place: JsonPath): void {
  for (const name of found.keys()) {
    if (!known.includes(name)) reject(child(place, name), 'unknown element');
  }
}

/** Returns the members of an object, or a hole if the object or the name of a member is unknown. */
export function membersOrHole(value: unknown, place: JsonPath): Members | string {
  if (isUnknown(value)) return value;
  const found = members(value, place);
  return [...found.keys()].find(hasHoles) ?? found;
}
