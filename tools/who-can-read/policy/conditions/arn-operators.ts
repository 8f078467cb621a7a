import { matchTokens, resolve } from '../match-value-pattern.ts';
import { ternary } from '../ternary.ts';
import type { Token } from '../value-pattern.ts';
import type { Compile } from './operators.ts';

/**
 * ArnEquals and ArnLike: each of the six parts is compared on its own, and each may hold `*` and
 * `?`; a wildcard never reaches into the next part.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const arnLike: Compile = (value) => {
  const constant = !value.tokens.some((token) => token.kind === 'variable');
  const fixed = constant ? segments(value.tokens) : undefined;
  if (constant && !fixed) return `${JSON.stringify(value.source)} is not an ARN`;
  return (actual, context) => {
    const parts = split(actual);
    // What is not an ARN cannot be compared as one.
    if (!parts) return 'unknown';
    if (fixed) return ternary(fits(fixed, parts));
    const resolved = resolve(value.tokens, context);
    if (typeof resolved === 'string') return resolved;
    const wanted = segments(resolved);
    return wanted ? ternary(fits(wanted, parts)) : 'unknown';
  };
};

function fits(wanted: readonly (readonly Token[])[], parts: readonly string[]): boolean {
  return wanted.every((tokens, index) => matchTokens(tokens, parts[index] ?? ''));
}

function split(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** Cuts tokens at the first five colons of their text. */
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
