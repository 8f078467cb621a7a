import fc from 'fast-check';

/** A change of a text, at positions that are fractions of its length. */
type Edit = (text: string, from: number, length: number, token: string) => string;

const lineAt = (text: string, place: number): readonly [number, number] => {
  const from = text.lastIndexOf('\n', place - 1) + 1;
  const end = text.indexOf('\n', place);
  return [from, end === -1 ? text.length : end + 1];
};

const EDITS: readonly Edit[] = [
  // Insert a token, or replace a part with it.
  (text, from, _, token) => text.slice(0, from) + token + text.slice(from),
  (text, from, length, token) => text.slice(0, from) + token + text.slice(from + length),
  // Remove a part, double it, or cut off the rest.
  (text, from, length) => text.slice(0, from) + text.slice(from + length),
  (text, from, length) => text.slice(0, from + length) + text.slice(from),
  (text, from) => text.slice(0, from),
  // Remove a line, double it, indent it, or replace it.
  (text, from) => {
    const [begin, end] = lineAt(text, from);
    return text.slice(0, begin) + text.slice(end);
  },
  (text, from) => {
    const [begin, end] = lineAt(text, from);
    return text.slice(0, end) + text.slice(begin);
  },
  (text, from, length) => {
    const [begin] = lineAt(text, from);
    return text.slice(0, begin) + ' '.repeat(length % 9) + text.slice(begin);
  },
  (text, from, _, token) => {
    const [begin, end] = lineAt(text, from);
    return `${text.slice(0, begin)}${token}\n${text.slice(end)}`;
  },
  // Replace a word with the token, everywhere.
  (text, from, length, token) => {
    const word = /\w+/.exec(text.slice(from, from + 20 + length))?.[0];
    return word === undefined ? text : text.replaceAll(word, token);
  },
];

/**
 * Generates one of some texts with one to four edits.
 *
 * @param tokens that have a meaning in such texts.
 */
export const editedText = (
  texts: readonly string[],
  tokens: readonly string[],
): fc.Arbitrary<string> => {
  const token = fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: 'binary' }));
  const change = fc.record({
    edit: fc.constantFrom(...EDITS),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 40 }),
    token,
  });
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) =>
      changes.reduce(
        (before, { edit, at, length, token: put }) =>
          edit(before, Math.floor(at * before.length), length, put),
        text,
      ),
    );
};
