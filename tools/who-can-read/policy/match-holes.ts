import { type Piece, piecesOf } from '../unknown-text.ts';
import type { Ternary } from './ternary.ts';
import type { Token } from './value-pattern.ts';

/** A character, a wildcard for one, a wildcard for any number, or a hole. */
type Item =
  | string
  | { readonly kind: 'one' }
  | { readonly kind: 'many'; readonly colons: boolean }
  | { readonly kind: 'hole'; readonly key: string };

/**
 * Returns whether a text fits a pattern when either has holes: `yes` if it fits for all values of the
 * holes, `no` if it fits for none, `unknown` otherwise. Holes with the same key have the same value.
 * Time: one step for each pair of characters.
 *
 * @param tokens of the pattern.
 */
export function matchHoles(tokens: readonly Token[], text: string): Ternary {
  const pattern = tokens.flatMap(itemsOfToken);
  const against = piecesOf(text).flatMap(itemsOfPiece);
  if (surelyFits(pattern, against)) return 'yes';
  return canFit(pattern, against) ? 'unknown' : 'no';
}

function itemsOfToken(token: Token): readonly Item[] {
  switch (token.kind) {
    case 'text':
      return piecesOf(token.text).flatMap(itemsOfPiece);
    case 'any':
      return [{ kind: 'one' }];
    case 'star':
      return [{ kind: 'many', colons: token.crossing }];
    case 'hole':
      return [{ kind: 'hole', key: token.key }];
    // A variable without a value can be any text.
    case 'variable':
      return [{ kind: 'hole', key: `\${${token.key}}` }];
  }
}

function itemsOfPiece(piece: Piece): readonly Item[] {
  return 'text' in piece ? [...piece.text] : [{ kind: 'hole', key: piece.hole }];
}

/** A hole of the pattern matches itself, and only a wildcard can contain a hole of the text. */
function surelyFits(pattern: readonly Item[], text: readonly Item[]): boolean {
  let positions = new Set([0]);
  for (const item of pattern) {
    const next = new Set<number>();
    for (const at of positions) {
      if (typeof item === 'string' || item.kind !== 'many') {
        if (takesSurely(item, text[at])) next.add(at + 1);
        continue;
      }
      next.add(at);
      for (let to = at; passes(item, text[to]); to += 1) next.add(to + 1);
    }
    positions = next;
  }
  return positions.has(text.length);
}

function takesSurely(item: Item, found: Item | undefined): boolean {
  if (typeof item === 'string') return item === found;
  if (typeof found === 'string') return item.kind === 'one';
  return item.kind === 'hole' && found?.kind === 'hole' && item.key === found.key;
}

function passes({ colons }: { readonly colons: boolean }, found: Item | undefined): boolean {
  return found !== undefined && (colons || (typeof found === 'string' && found !== ':'));
}

/** Returns whether the text fits for some values of the holes. Each hole is independent. */
function canFit(pattern: readonly Item[], text: readonly Item[]): boolean {
  let row = new Set([0]);
  for (let at = 0; at <= pattern.length; at += 1) {
    const next = new Set<number>();
    const left = pattern[at];
    // The loop also visits elements that are added during it.
    for (const by of row) {
      const right = text[by];
      if (left === undefined && right === undefined) return true;
      if (left !== undefined && canBeEmpty(left)) next.add(by);
      if (right !== undefined && canBeEmpty(right)) row.add(by + 1);
      if (left === undefined || right === undefined || !canShare(left, right)) continue;
      if (canBeEmpty(left)) row.add(by + 1);
      if (canBeEmpty(right)) next.add(by);
      next.add(by + 1);
    }
    row = next;
  }
  return false;
}

function canBeEmpty(item: Item): boolean {
  return typeof item !== 'string' && item.kind !== 'one';
}

/** Returns whether one character can match an item of the pattern and an item of the text. */
function canShare(wanted: Item, found: Item): boolean {
  if (typeof wanted === 'string') return typeof found !== 'string' || wanted === found;
  return found !== ':' || wanted.kind !== 'many' || wanted.colons;
}
