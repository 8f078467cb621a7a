import type { RequestContext } from '../../context/request-context.ts';
import { hasHoles, hole, piecesOf } from '../../unknown-text.ts';
import { type Match, matchTernary, matchValuePattern, resolve } from '../match-value-pattern.ts';
import { valuePatternOf } from '../parse-value-pattern.ts';
import { type Ternary, ternary } from '../ternary.ts';
import type { ValuePattern } from '../value-pattern.ts';
import type { Compile } from './value-test.ts';

const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** StringEquals: exactly the same text. */
export const equalText: Compile = (value) => (actual, context) =>
  test(matchValuePattern(value, actual, context));

/** StringEqualsIgnoreCase. */
export const equalTextIgnoringCase: Compile = (value) => (actual, context) =>
  compareIgnoringCase(value, actual, context);

/** StringLike: `*` for any text, including colons, and `?` for one character. */
export const likeText: Compile = (value) => {
  const tokens = value.tokens.map((token) =>
    token.kind === 'star' ? { ...token, crossing: true } : token,
  );
  const pattern = valuePatternOf(value.source, tokens);
  return (actual, context) => test(matchValuePattern(pattern, actual, context));
};

/**
 * Bool and Null: `true` or `false`, in upper or lower case. One page says that Bool supports policy
 * variables, and another page says that it does not:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement
 */
export const equalBoolean: Compile = (value) => {
  const wanted = value.literal?.toLowerCase();
  if (value.tokens.some(({ kind }) => kind === 'variable')) return () => 'not-documented';
  if (wanted !== undefined && wanted !== 'true' && wanted !== 'false') {
    return `${JSON.stringify(value.source)} is neither "true" nor "false"`;
  }
  return (actual, context) => compareIgnoringCase(value, actual, context);
};

/** BinaryEquals: the same bytes, written in base 64. */
export const equalBase64: Compile = (value) => {
  if (!BASE64.test(value.source)) return `${JSON.stringify(value.source)} is not base 64`;
  return (actual) => (BASE64.test(actual) ? ternary(value.source === actual) : 'unknown');
};

/**
 * A variable without a value equals nothing, so that negated operators hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function test(match: Match): Ternary {
  return match === 'unresolved' ? 'no' : match;
}

function compareIgnoringCase(
  value: ValuePattern,
  actual: string,
  context: RequestContext,
): Ternary {
  const tokens = resolve(value.tokens, context);
  if (tokens === 'unresolved') return 'no';
  const lowerCased = tokens.map((one) =>
    one.kind === 'text' ? { ...one, text: lowerText(one.text) } : one,
  );
  return matchTernary(lowerCased, lowerText(actual));
}

/** Returns the text in lower case, except the keys of holes. */
function lowerText(text: string): string {
  if (!hasHoles(text)) return text.toLowerCase();
  return piecesOf(text)
    .map((piece) => ('text' in piece ? piece.text.toLowerCase() : hole(piece.hole)))
    .join('');
}
