import { hasHoles, piecesOf } from '../unknown-text.ts';
import type { Token, ValuePattern } from './value-pattern.ts';

/** The special characters that a value can contain. */
export interface Marks {
  /** `*` and `?` */
  readonly wildcards: boolean;
  /** `${key}`; only policies of version 2012-10-17 support it. */
  readonly variables: Variables;
}

/** Whether values can hold policy variables; `unknown` where the Version of the policy is a hole. */
export type Variables = boolean | 'unknown';

const VARIABLE = /\$\{\s*([^{},\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/y;
const ESCAPE = /\$\{([*?$])\}/y;
/** A variable that starts in the known text and does not end there. */
const BEGUN = /\$(\{[^}]*)?$/;

/**
 * Splits a policy value into text, wildcards, variables and holes, once for all requests.
 * A `*` crosses colons only where a colon or the end follows it, as AWS documents for resources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * Variables, their defaults, and `${*}`, `${?}`, `${$}` for the plain characters:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * Returns undefined if a `${` does not start a well-formed variable.
 */
export function parseValuePattern(source: string, marks: Marks): ValuePattern | undefined {
  if (marks.variables === 'unknown' && source.includes('${')) {
    return valuePatternOf(source, [{ kind: 'hole', key: source }]);
  }
  if (!hasHoles(source)) {
    const tokens = tokenize(source, marks);
    return (
      tokens && valuePatternOf(source, tokens.length > 0 ? tokens : [{ kind: 'text', text: '' }])
    );
  }
  const tokens: Token[] = [];
  const pieces = piecesOf(source);
  for (const [at, piece] of pieces.entries()) {
    if ('hole' in piece) {
      tokens.push({ kind: 'hole', key: piece.hole });
      continue;
    }
    const next = pieces[at + 1];
    const begun = marks.variables && next && 'hole' in next ? BEGUN.exec(piece.text) : null;
    const known = tokenize(begun ? piece.text.slice(0, begun.index) : piece.text, marks);
    if (!known) return undefined;
    tokens.push(...(next ? known.map(staying) : known));
    // A hole in the middle of a variable: the rest can be anything.
    if (begun && next && 'hole' in next) {
      return valuePatternOf(source, [...tokens, { kind: 'hole', key: `rest after ${next.hole}` }]);
    }
  }
  return valuePatternOf(source, tokens);
}

/** Returns a pattern of tokens, with the faster comparisons that they permit. */
export function valuePatternOf(source: string, tokens: readonly Token[]): ValuePattern {
  const [first, second, ...more] = tokens;
  const text = first?.kind === 'text' ? first.text : undefined;
  if (text !== undefined && !second) return { source, tokens, literal: text };
  const last = text === undefined ? first : second;
  const rest = text === undefined ? tokens.slice(1) : more;
  const prefixed = last?.kind === 'star' && last.crossing && rest.length === 0;
  return prefixed ? { source, tokens, prefix: text ?? '' } : { source, tokens };
}

/** Before a hole it is unknown whether a `*` crosses colons, because the hole can contain a colon. */
function staying(token: Token, at: number, { length }: readonly Token[]): Token {
  return token.kind === 'star' && at === length - 1 ? { ...token, crossing: false } : token;
}

function tokenize(source: string, marks: Marks): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let text = '';
  const push = (token: Token) => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
    tokens.push(token);
  };
  for (let at = 0; at < source.length; ) {
    const character = source.charAt(at);
    if (marks.variables && character === '$' && source.charAt(at + 1) === '{') {
      const plain = matchAt(ESCAPE, source, at);
      const variable = matchAt(VARIABLE, source, at);
      if (plain) text += plain[1];
      else if (variable) push(variableToken(variable[1] ?? '', variable[2]));
      else return undefined;
      at += (plain ?? variable)?.[0].length ?? 0;
      continue;
    }
    const next = source.charAt(at + 1);
    if (marks.wildcards && character === '*') {
      push({ kind: 'star', crossing: next === ':' || next === '' });
    } else if (marks.wildcards && character === '?') push({ kind: 'any' });
    else text += character;
    at += 1;
  }
  if (text !== '') tokens.push({ kind: 'text', text });
  return tokens;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function variableToken(key: string, fallback: string | undefined): Token {
  return { kind: 'variable', key, ...(fallback === undefined ? {} : { fallback }) };
}
