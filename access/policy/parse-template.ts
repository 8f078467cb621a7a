import type { Template, Token } from './template.ts';

/** Which special marks a value may hold. */
export interface Marks {
  /** `*` and `?` */
  readonly wildcards: boolean;
  /** `${key}`; only policies of version 2012-10-17 have them. */
  readonly variables: boolean;
}

const VARIABLE = /^\$\{\s*([^{},\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/;
const ESCAPE = /^\$\{([*?$])\}/;

/**
 * Splits a policy value into text, wildcards and variables; nothing is looked at twice later.
 * A `*` crosses colons only where a colon or the end follows it, as AWS documents for resources:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * Variables, their defaults, and `${*}`, `${?}`, `${$}` for the plain characters:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * Returns undefined when a `${` does not begin a well-formed variable.
 */
export function parseTemplate(source: string, marks: Marks): Template | undefined {
  const tokens: Token[] = [];
  let text = '';
  const push = (token: Token) => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
    tokens.push(token);
  };
  for (let at = 0; at < source.length; ) {
    const rest = source.slice(at);
    const plain = marks.variables ? ESCAPE.exec(rest) : null;
    const variable = marks.variables ? VARIABLE.exec(rest) : null;
    if (plain) {
      text += plain[1];
      at += plain[0].length;
    } else if (variable) {
      push(variableToken(variable[1] ?? '', variable[2]));
      at += variable[0].length;
    } else if (marks.variables && rest.startsWith('${')) {
      return undefined;
    } else {
      const character = rest.charAt(0);
      const next = rest.charAt(1);
      if (marks.wildcards && character === '*') {
        push({ kind: 'star', crossing: next === ':' || next === '' });
      } else if (marks.wildcards && character === '?') push({ kind: 'any' });
      else text += character;
      at += 1;
    }
  }
  if (text !== '' || tokens.length === 0) tokens.push({ kind: 'text', text });
  const [only] = tokens;
  const literal = tokens.length === 1 && only?.kind === 'text' ? { literal: only.text } : {};
  return { source, tokens, ...literal };
}

function variableToken(key: string, fallback: string | undefined): Token {
  return { kind: 'variable', key, ...(fallback === undefined ? {} : { fallback }) };
}
