import fc from 'fast-check';
import { altered, pathsOf } from '../../../tests/functions/altered.ts';

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, step) => Object(inner)[step], value);

/** `altered` turns arrays into objects; this function keeps arrays. */
const alteredJson = (json: unknown, path: readonly string[], value: unknown): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isArray(json)) {
    return json.map((item, index) =>
      String(index) === step ? alteredJson(item, rest, value) : item,
    );
  }
  return altered(json, [step], { value: alteredJson(at(json, [step]), rest, value) });
};

/** A placeholder for nested lists that are too deep for recursive code. */
const deep = fc.integer({ min: 1, max: 14_000 }).map((depth) => `@deep:${depth}`);

const written = (json: unknown): string =>
  JSON.stringify(json).replaceAll(
    /"@deep:(\d+)"/g,
    (_, depth: string) => '['.repeat(Number(depth)) + ']'.repeat(Number(depth)),
  );

/**
 * Generates the text of one of some JSON values with one to three changes: another value, a doubled
 * list, another member, or a value wrapped in a list.
 *
 * @param names of members that have a meaning in such JSON.
 * @param values that have a meaning.
 */
export function editedJson(
  documents: readonly unknown[],
  names: readonly string[],
  values: readonly unknown[],
): fc.Arbitrary<string> {
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...values) },
    { weight: 4, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: deep },
  );
  const name = fc.oneof(fc.constantFrom(...names), fc.string());
  const text = fc.constantFrom(...values.filter((one) => typeof one === 'string'));
  const edit = fc.record({ place: fc.nat(), kind: fc.nat({ max: 9 }), value, text, name });
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 3 }))
    .map(([document, edits]) => {
      const edited = edits.reduce<unknown>(
        (json, { place, kind, value: other, text, name: key }) => {
          const paths = pathsOf(json);
          const path = paths[place % paths.length] ?? [];
          const before = at(json, path);
          // Most edits keep the shape. Otherwise nearly every text would be malformed.
          if (kind > 3) return typeof before === 'string' ? alteredJson(json, path, text) : json;
          if (kind === 0 && isArray(before)) return alteredJson(json, path, [...before, ...before]);
          if (kind === 1) return alteredJson(json, path, [before]);
          if (kind === 2 && typeof before === 'object' && before !== null && !isArray(before)) {
            return alteredJson(json, path, altered(before, [key], { value: other }));
          }
          return alteredJson(json, path, other);
        },
        document,
      );
      return written(edited);
    });
}
