import { contextValues, type RequestContext } from '../context/request-context.ts';
import { hasHoles, type Piece, piecesOf } from '../unknown-text.ts';
import { matchHoles } from './match-holes.ts';
import { type Ternary, ternary } from './ternary.ts';
import { hasHole, type Token, type ValuePattern } from './value-pattern.ts';

/** `unresolved`: a variable in the value has no value in the request and no default, or no effect. */
export type Match = Ternary | 'unresolved';

/**
 * Compares a text with a policy value, whose variables get their values from the context. Both can have
 * holes. The result is `no` only if no value of the holes could match.
 */
export function matchValuePattern(
  pattern: ValuePattern,
  text: string,
  context: RequestContext,
): Match {
  if (pattern.variableTooEarly) return 'unresolved';
  const match = matchTokensOf(pattern, text, context);
  return pattern.undocumented && match === 'yes' ? 'unknown' : match;
}

function matchTokensOf(pattern: ValuePattern, text: string, context: RequestContext): Match {
  if (hasHoles(text)) return matchResolved(resolve(pattern.tokens, context), text);
  if (pattern.literal !== undefined) return ternary(pattern.literal === text);
  if (pattern.prefix !== undefined) return ternary(text.startsWith(pattern.prefix));
  return matchResolved(resolve(pattern.tokens, context), text);
}

function matchResolved(tokens: readonly Token[] | 'unresolved', text: string): Match {
  return tokens === 'unresolved' ? tokens : matchTernary(tokens, text);
}

/** Returns whether a text fits tokens without variables. Both can have holes. */
export function matchTernary(tokens: readonly Token[], text: string): Ternary {
  if (hasHole({ tokens }) || hasHoles(text)) return matchHoles(tokens, text);
  return ternary(matchTokens(tokens, text));
}

/** Returns the tokens with each variable replaced by its value, or by a hole if it is unknown. */
export function resolve(
  tokens: readonly Token[],
  context: RequestContext,
): readonly Token[] | 'unresolved' {
  const resolved: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'variable') {
      resolved.push(token);
      continue;
    }
    const values = contextValues(context, token.key.toLowerCase());
    if (values === undefined) {
      resolved.push({ kind: 'hole', key: `\${${token.key}}` });
      continue;
    }
    const [value = token.fallback, ...more] = values;
    // Only keys with a single value can be variables.
    if (value === undefined || more.length > 0) return 'unresolved';
    resolved.push(...piecesOf(value).map(tokenOfPiece));
  }
  return resolved;
}

function tokenOfPiece(piece: Piece): Token {
  return 'text' in piece ? { kind: 'text', text: piece.text } : { kind: 'hole', key: piece.hole };
}

/** Returns whether a text fits tokens without variables. No backtracking: O(tokens × length). */
export function matchTokens(tokens: readonly Token[], text: string): boolean {
  let positions: readonly number[] = [0];
  for (const token of tokens) positions = step(token, text, positions);
  return positions.includes(text.length);
}

function step(token: Token, text: string, from: readonly number[]): readonly number[] {
  switch (token.kind) {
    case 'text':
      return from
        .filter((at) => text.startsWith(token.text, at))
        .map((at) => at + token.text.length);
    case 'any':
      return from.map((at) => at + 1);
    case 'star':
      return reach(text, from, token.crossing);
    case 'variable':
    case 'hole':
      return [];
  }
}

function reach(text: string, from: readonly number[], crossing: boolean): readonly number[] {
  const reached = new Set<number>();
  for (const start of from) {
    for (let at = start; at <= text.length && !reached.has(at); at += 1) {
      if (at > start && !crossing && text.charAt(at - 1) === ':') break;
      reached.add(at);
    }
  }
  return [...reached];
}
