import type { Token, ValuePattern } from './value-pattern.ts';

/** Which special marks a value may hold. */
export interface Marks {
  /** `*` and `?` */
  readonly wildcards: boolean;
  /** `${key}`; only policies of version 2012-10-17 have them. */
  readonly variables: boolean;
}

const VARIABLE = /\$\{\s*([^{},\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/y;
const ESCAPE = /\$\{([*?$])\}/y;

/**
 * Splits a policy value into text, wildcards and variables; nothing is looked at twice later.
 * A `*` crosses colons only where a colon or the end follows it, as AWS documents for resources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * Variables, their defaults, and `${*}`, `${?}`, `${$}` for the plain characters:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * Returns undefined when a `${` does not begin a well-formed variable.
 */
export function parseValuePattern(source: string, marks: Marks): ValuePattern | undefined {
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
  if (text !== '' || tokens.length === 0) tokens.push({ kind: 'text', text });
  return valuePatternOf(source, tokens);
}

/** A template of tokens, with the short cuts that they permit. */
export function valuePatternOf(source: string, tokens: readonly Token[]): ValuePattern {
  const [first, second, ...more] = tokens;
  const text = first?.kind === 'text' ? first.text : undefined;
  if (text !== undefined && !second) return { source, tokens, literal: text };
  const last = text === undefined ? first : second;
  const rest = text === undefined ? tokens.slice(1) : more;
  const prefixed = last?.kind === 'star' && last.crossing && rest.length === 0;
  return prefixed ? { source, tokens, prefix: text ?? '' } : { source, tokens };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function variableToken(key: string, fallback: string | undefined): Token {
  return { kind: 'variable', key, ...(fallback === undefined ? {} : { fallback }) };
}
