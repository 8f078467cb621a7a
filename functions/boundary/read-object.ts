import { InvalidInputError } from '../errors.ts';

/**
 * Takes unknown JSON for an object that holds none but the named keys. A map comes back, since
 * `__proto__` and `constructor` are ordinary keys in JSON and must not reach a prototype.
 * A key that is missing is left to the reader of that field.
 *
 * The message lists the keys that are allowed and not the one that was found: a key is input too.
 *
 * @throws InvalidInputError for anything that is no object, and for any other key
 * @see https://datatracker.ietf.org/doc/html/rfc8259#section-4
 */
export const readObject = <Key extends string>(
  value: unknown,
  field: string,
  keys: readonly Key[],
): ReadonlyMap<Key, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidInputError(field, value === undefined ? 'is missing' : 'must be an object');
  }
  const known = new Map<string, Key>(keys.map((key) => [key, key]));
  const fields = new Map<Key, unknown>();
  for (const [name, content] of Object.entries(value)) {
    const key = known.get(name);
    if (key === undefined) {
      throw new InvalidInputError(field, `must hold nothing but ${keys.join(', ')}`);
    }
    fields.set(key, content);
  }
  return fields;
};
