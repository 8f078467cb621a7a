/**
 * Returns the names of a path such as `Resources.Key.Properties.Tags[0]`, as far as a value has them. A name
 * can contain dots, so the names of the value decide where one ends.
 *
 * @param path of an error.
 * @param value where the path begins.
 * @param namesOf returns the names, or indexes, of a value.
 * @param childOf returns the value of a name.
 */
export function namesOnPath<Value>(
  path: string,
  value: Value,
  namesOf: (value: Value) => readonly string[],
  childOf: (value: Value, name: string) => Value,
): readonly string[] {
  const rest = path.replace(/^[.[]/, '').replace(/^(\d+)\]/, '$1');
  const fits = namesOf(value).filter(
    (name) => rest.startsWith(name) && END.test(rest.slice(name.length)),
  );
  const [name] = fits.toSorted((one, other) => other.length - one.length);
  if (name === undefined || rest === '') return [];
  return [name, ...namesOnPath(rest.slice(name.length), childOf(value, name), namesOf, childOf)];
}

const END = /^(?:$|[.[])/;
