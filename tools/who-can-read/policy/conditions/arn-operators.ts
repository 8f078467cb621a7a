import type { RequestContext } from '../../context/request-context.ts';
import { hasHoles } from '../../unknown-text.ts';
import { matchTernary, matchTokens, resolve } from '../match-value-pattern.ts';
import { ternary } from '../ternary.ts';
import { hasHole, type Token, type ValuePattern } from '../value-pattern.ts';
import type { Compile, TestResult, ValueTest } from './value-test.ts';

/**
 * ArnEquals and ArnLike: each of the six parts is compared separately, and each can have `*` and `?`.
 * A wildcard never matches into the next part.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const arnLike: Compile = (value) => {
  const constant = !value.tokens.some(({ kind }) => kind === 'variable' || kind === 'hole');
  const fixed = constant ? segments(value.tokens) : undefined;
  if (constant && !fixed) return shortPattern(value);
  return (actual, context) => {
    if (!fixed || hasHoles(actual)) return withHoles(value.tokens, actual, context);
    const parts = split(actual);
    // A value that is not an ARN cannot be compared with an ARN.
    return parts ? ternary(fits(fixed, parts)) : 'unknown';
  };
};

/**
 * A pattern of fewer than six parts: `*`, `arn:aws:sns:*`. AWS accepts it and does not document
 * whether it matches anything. It matches at most the texts that StringLike matches.
 */
function shortPattern(value: ValuePattern): ValueTest | string {
  if (!/^(arn(:|$)|[*?])/.test(value.source)) {
    return `${JSON.stringify(value.source)} is not an ARN`;
  }
  const wide = [...starsCrossing(value.tokens, 0), ANYTHING];
  return (actual) => (matchTernary(wide, actual) === 'no' ? 'no' : 'not-documented');
}

const ANYTHING: Token = { kind: 'star', crossing: true };

/** A variable or a hole can contain colons, so the parts are not known in advance. */
function withHoles(tokens: readonly Token[], actual: string, context: RequestContext): TestResult {
  const resolved = resolve(tokens, context);
  if (resolved === 'unresolved') return 'no';
  if (!hasHole({ tokens: resolved }) && !hasHoles(actual)) {
    const wanted = segments(resolved);
    const parts = split(actual);
    return wanted && parts ? ternary(fits(wanted, parts)) : 'unknown';
  }
  // At most these stars can match colons. The stars of the last part always can, if it is known.
  const wide = matchTernary(starsCrossing(resolved, 0), actual);
  // A value that is not an ARN, or might not be one, cannot be compared with an ARN.
  if (wide === 'no') return split(actual) ? 'no' : 'unknown';
  const last = resolved.findIndex((_, at) => colonsBefore(resolved, at) >= 5);
  const narrow = matchTernary(starsCrossing(resolved, last < 0 ? resolved.length : last), actual);
  return narrow === 'yes' ? 'yes' : 'unknown';
}

/** Lets the stars from a given token match colons; earlier stars do not match them. */
function starsCrossing(tokens: readonly Token[], from: number): readonly Token[] {
  return tokens.map((one, at) => (one.kind === 'star' ? { ...one, crossing: at >= from } : one));
}

/** Colons in the known text before a token. A hole can only add more. */
function colonsBefore(tokens: readonly Token[], at: number): number {
  const before = tokens.slice(0, at);
  return before.flatMap((one) => (one.kind === 'text' ? [...one.text] : [])).filter(isColon).length;
}

function isColon(character: string): boolean {
  return character === ':';
}

function fits(wanted: readonly (readonly Token[])[], parts: readonly string[]): boolean {
  return wanted.every((tokens, index) => matchTokens(tokens, parts[index] ?? ''));
}

function split(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Splits tokens at the first five colons of their text. */
function segments(tokens: readonly Token[]): readonly (readonly Token[])[] | undefined {
  const cut: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      cut.at(-1)?.push(token.kind === 'star' ? { ...token, crossing: true } : token);
      continue;
    }
    const [first = '', ...rest] = token.text.split(':');
    cut.at(-1)?.push({ kind: 'text', text: first });
    for (const text of rest) {
      if (cut.length < 6) cut.push([{ kind: 'text', text }]);
      else cut.at(-1)?.push({ kind: 'text', text: `:${text}` });
    }
  }
  return cut.length === 6 ? cut : undefined;
}
