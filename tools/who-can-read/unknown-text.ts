import { any, type Ternary } from './policy/ternary.ts';

/**
 * A text from the template resolver that has unknown parts. A hole represents any text, including the
 * empty text. In the string, its key is between two characters that Unicode reserves for use inside a
 * program. So such a text can be joined, split at its known parts, and used inside JSON text.
 * https://www.unicode.org/faq/private_use.html#nonchar1
 *
 * The key between the characters names the value: `KeyArn` for a parameter, `Bucket.Arn` for an
 * attribute. Two holes with one key have one value.
 */
const BEGIN = '\uFDD0';
const END = '\uFDD1';
const HOLE = /\uFDD0([^\uFDD1]*)\uFDD1/g;
const WHOLE = /^\uFDD0[^\uFDD1]*\uFDD1$/;

/** Returns the text of a hole. @param key names the value; equal keys mean equal values. */
export function hole(key: string): string {
  return BEGIN + encoded(key) + END;
}

/** Returns whether a text has a hole. */
export function hasHoles(text: string): boolean {
  return text.includes(BEGIN);
}

/** Returns whether a value is only a hole, so that nothing is known about it. */
export function isUnknown(value: unknown): value is string {
  return typeof value === 'string' && WHOLE.test(value);
}

/** Returns the keys of all holes in a text, in order. */
export function holesIn(text: string): readonly string[] {
  return [...text.matchAll(HOLE)].map(([, key = '']) => decodeURIComponent(key));
}

/** A known piece of a text, or a hole. */
export type Piece = { readonly text: string } | { readonly hole: string };

/** Returns a text as its known pieces and its holes. */
export function piecesOf(text: string): readonly Piece[] {
  return text.split(HOLE).flatMap((piece, at): readonly Piece[] => {
    if (at % 2 === 1) return [{ hole: decodeURIComponent(piece) }];
    return piece === '' ? [] : [{ text: piece }];
  });
}

/** Returns a text for people: `arn:aws:s3:::<Bucket>/*`. */
export function readable(text: string): string {
  return text.replace(HOLE, (_, key: string) => `<${decodeURIComponent(key)}>`);
}

/** Returns whether a text holds one of the two characters, which a template cannot use itself. */
export function usesReserved(text: string): boolean {
  return text.includes(BEGIN) || text.includes(END);
}

/**
 * Returns whether two texts are equal: `yes` when they are written alike, holes included; `no` when
 * no values of the holes make them equal; `unknown` otherwise.
 */
export function sameText(one: string, other: string): Ternary {
  if (one === other) return 'yes';
  if (!hasHoles(one) && !hasHoles(other)) return 'no';
  return canBeEqual(one, other) ? 'unknown' : 'no';
}

/** Returns whether a text is among others. */
export function isAmong(text: string, others: readonly string[]): Ternary {
  return any(others.map((other) => sameText(text, other)));
}

/** A character, or `undefined` for a hole. */
type Item = string | undefined;

const itemsOf = (text: string): readonly Item[] =>
  piecesOf(text).flatMap((piece): readonly Item[] =>
    'text' in piece ? [...piece.text] : [undefined],
  );

/** Holes count as independent. Time: one step for each pair of characters. */
function canBeEqual(one: string, other: string): boolean {
  const a = itemsOf(one);
  const b = itemsOf(other);
  let row = new Set<number>([0]);
  for (let at = 0; at <= a.length; at += 1) {
    const next = new Set<number>();
    // The loop also visits elements that are added during it.
    for (const by of row) {
      if (at === a.length && by === b.length) return true;
      const [left, right] = [a[at], b[by]];
      const [leftHole, rightHole] = [
        at < a.length && left === undefined,
        by < b.length && right === undefined,
      ];
      if (rightHole || (leftHole && by < b.length)) row.add(by + 1);
      if (leftHole || (rightHole && at < a.length)) next.add(by);
      if (left !== undefined && left === right) next.add(by + 1);
    }
    row = next;
  }
  return false;
}

/**
 * Keys are also used inside JSON text and ARNs. They must not contain the end of a JSON string, or a
 * colon, slash or wildcard, because code splits the text there.
 */
const encoded = (key: string): string =>
  key.replace(/[^\w.\-\p{Cs}]/gu, (character) => {
    const plain = encodeURIComponent(character);
    return plain === character ? `%${character.charCodeAt(0).toString(16)}` : plain;
  });
