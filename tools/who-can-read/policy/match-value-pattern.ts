import { contextValues, type RequestContext } from '../context/request-context.ts';
import { type Ternary, ternary } from './ternary.ts';
import type { Token, ValuePattern } from './value-pattern.ts';

/** `unresolved`: a variable in the value has no value in the request, and no default. */
export type Match = Ternary | 'unresolved';

/** Compares a text with a policy value; variables are looked up in the context. */
export function matchValuePattern(
  template: ValuePattern,
  text: string,
  context: RequestContext,
): Match {
  if (template.literal !== undefined) return ternary(template.literal === text);
  if (template.prefix !== undefined) return ternary(text.startsWith(template.prefix));
  const tokens = resolve(template.tokens, context);
  return typeof tokens === 'string' ? tokens : ternary(matchTokens(tokens, text));
}

/** The tokens with every variable replaced by its value, or why that cannot be done. */
export function resolve(
  tokens: readonly Token[],
  context: RequestContext,
): readonly Token[] | 'unknown' | 'unresolved' {
  if (!tokens.some((token) => token.kind === 'variable')) return tokens;
  const resolved: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'variable') {
      resolved.push(token);
      continue;
    }
    const values = contextValues(context, token.key.toLowerCase());
    if (values === undefined) return 'unknown';
    const [value = token.fallback, ...more] = values;
    // Only keys with a single value can be variables.
    if (value === undefined || more.length > 0) return 'unresolved';
    resolved.push({ kind: 'text', text: value });
  }
  return resolved;
}

/** Whether a text fits tokens without variables. Never backtracks: time is tokens times length. */
export function matchTokens(tokens: readonly Token[], text: string): boolean {
  let positions: readonly number[] = [0];
  for (const token of tokens) {
    positions = step(token, text, positions);
    if (positions.length === 0) return false;
  }
  return positions.includes(text.length);
}

function step(token: Token, text: string, from: readonly number[]): readonly number[] {
  switch (token.kind) {
    case 'text':
      return from
        .filter((at) => text.startsWith(token.text, at))
        .map((at) => at + token.text.length);
    case 'any':
      return from.filter((at) => at < text.length).map((at) => at + 1);
    case 'star':
      return reach(text, from, token.crossing);
    case 'variable':
      return [];
  }
}

function reach(text: string, from: readonly number[], crossing: boolean): readonly number[] {
  const reached: number[] = [];
  for (const start of from) {
    for (let at = Math.max(start, (reached.at(-1) ?? -1) + 1); at <= text.length; at += 1) {
      if (at > start && !crossing && text.charAt(at - 1) === ':') break;
      reached.push(at);
    }
  }
  return reached;
}
