import { matchHoles } from '../policy/match-holes.ts';
import { matchTokens } from '../policy/match-value-pattern.ts';
import type { Patterns } from '../policy/policy-document.ts';
import { any, not, type Ternary } from '../policy/ternary.ts';
import type { Token, ValuePattern } from '../policy/value-pattern.ts';
import { hasHoles, piecesOf } from '../unknown-text.ts';

/** ARNs with a fixed start and any end: executions of a state machine, streams of a log group. */
export interface Shape {
  readonly begins: string;
  /** Whether a colon can follow. */
  readonly colons: boolean;
}

const FILLING = 'x';
/** A character that no pattern contains, so only a wildcard matches it. */
const STRANGE = '\0';

/** Returns a text of the shape that also matches a pattern; undefined where there is none. */
export function commonText(pattern: ValuePattern, shape: Shape): string | undefined {
  // A hole stays in the text, because the decision evaluates its possible values.
  return common(pattern.tokens.flatMap(itemsOf), [...shape.begins, ...ending(shape)]);
}

function ending({ colons }: Shape): readonly Item[] {
  return colons ? ['any', 'star'] : ['any-within', 'star-within'];
}

/** Returns whether some text of the shape matches a pattern, for some values of the holes in both. */
function canMeet({ tokens }: ValuePattern, shape: Shape): boolean {
  const begins = piecesOf(shape.begins).flatMap((piece): readonly Item[] =>
    'text' in piece ? [...piece.text] : ['star'],
  );
  return common(tokens.flatMap(itemsOf), [...begins, ...ending(shape)]) !== undefined;
}

/**
 * Returns whether Resource or NotResource matches resources of the shape: `yes` for all of them, `no` for
 * none, `unknown` where it depends on the resource, or on the value of a policy variable.
 */
export function takesIn({ negated, patterns }: Patterns<ValuePattern>, shape: Shape): Ternary {
  const found = any(patterns.map((pattern) => fits(pattern, shape)));
  return negated ? not(found) : found;
}

function fits(pattern: ValuePattern, shape: Shape): Ternary {
  const texts = endings(shape).map((ending) => shape.begins + ending);
  const matches = hasHoles(shape.begins)
    ? (text: string) => matchHoles(pattern.tokens, text) === 'yes'
    : (text: string) => matchTokens(pattern.tokens, text);
  if (texts.every(matches)) return 'yes';
  return canMeet(pattern, shape) ? 'unknown' : 'no';
}

/** A pattern that matches all of these matches every text after the beginning. */
function endings({ colons }: Shape): readonly string[] {
  const long = STRANGE.repeat(100);
  return colons ? [STRANGE, long, ':', `:${long}`, `${long}:${long}:`] : [STRANGE, long];
}

/** A character, any character, or any text; the last two with or without colons. */
type Item = string | 'any' | 'any-within' | 'star' | 'star-within';

function itemsOf(token: Token): readonly Item[] {
  if (token.kind === 'text') return [...token.text];
  if (token.kind === 'any') return ['any'];
  // Only the decision knows the value of a variable.
  return [token.kind === 'star' && !token.crossing ? 'star-within' : 'star'];
}

/** Returns a text that matches both; undefined where there is none. Takes one step for each pair of items. */
function common(one: readonly Item[], other: readonly Item[]): string | undefined {
  const seen = new Set<number>();
  const open: { at: number; by: number; text: string }[] = [{ at: 0, by: 0, text: '' }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { at, by, text } = next;
    if (at === one.length && by === other.length) return text;
    const key = at * (other.length + 1) + by;
    if (seen.has(key)) continue;
    seen.add(key);
    const a = one[at];
    const b = other[by];
    if (isStar(a)) open.push({ at: at + 1, by, text });
    if (isStar(b)) open.push({ at, by: by + 1, text });
    const shared = a !== undefined && b !== undefined ? sharedCharacter(a, b) : undefined;
    if (shared !== undefined) {
      const [onA, onB] = [isStar(a) ? at : at + 1, isStar(b) ? by : by + 1];
      if (onA !== at || onB !== by) open.push({ at: onA, by: onB, text: text + shared });
    }
  }
  return undefined;
}

const isStar = (item: Item | undefined): boolean => item === 'star' || item === 'star-within';
const isOne = (item: Item): boolean => item.length === 1;

/** A character that both can be. */
function sharedCharacter(a: Item, b: Item): string | undefined {
  if (isOne(a) && isOne(b)) return a === b ? a : undefined;
  const [character, wild] = isOne(a) ? [a, b] : [b, a];
  if (!isOne(character)) return FILLING;
  return wild.endsWith('-within') && character === ':' ? undefined : character;
}
