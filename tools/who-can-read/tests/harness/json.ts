/** Strict parsers for case files: an unknown key is an error. It is never ignored. */
export type Json = Readonly<Record<string, unknown>>;

/** Returns an object that has only known keys. */
export function object(value: unknown, known: readonly string[], where: string): Json {
  const found = record(value, where);
  for (const key of Object.keys(found)) {
    if (!known.includes(key)) throw new Error(`${where}: unknown key ${JSON.stringify(key)}`);
  }
  return found;
}

/** Returns an object that can have any keys. */
export function record(value: unknown, where: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${where}: not an object`);
  }
  return Object.fromEntries(Object.entries(value));
}

export function text(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Error(`${where}: not a string`);
  return value;
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where}: not a list`);
  return value;
}

export function texts(value: unknown, where: string): readonly string[] {
  return list(value, where).map((item, index) => text(item, `${where}[${index}]`));
}

export function textRecord(value: unknown, where: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record(value, where)).map(([key, item]) => [key, text(item, `${where}.${key}`)]),
  );
}

/** Returns one of the allowed words. */
export function oneOf<Word extends string>(
  value: unknown,
  words: readonly Word[],
  where: string,
): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Error(`${where}: ${String(value)} is not one of ${words}`);
  return found;
}

/** For optional members: returns `{ [name]: read(value) }` if the object has the key, else `{}`. */
export function optional<Name extends string, Value>(
  from: Json,
  name: Name,
  read: (value: unknown, where: string) => Value,
): { readonly [key in Name]?: Value } {
  if (!(name in from)) return {};
  const made: { [key in Name]?: Value } = {};
  made[name] = read(from[name], name);
  return made;
}
