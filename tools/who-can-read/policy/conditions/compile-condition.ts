import { parseValuePattern } from '../parse-value-pattern.ts';
import type { ValueTest } from './condition.ts';
import { type OperatorName, operators } from './operators.ts';

/** The tests for the values of one condition key, and the keys they use as variables. */
export interface CompiledTests {
  readonly tests: readonly ValueTest[];
  readonly variables: readonly string[];
}

/**
 * Prepares the values of a condition key once, so that a request costs comparisons only.
 * Operators for numbers, dates, addresses and binary values take no policy variables:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compileTests(
  name: OperatorName,
  values: readonly string[],
  variables: boolean,
): CompiledTests | { readonly problem: string } {
  const operator = operators[name];
  const marks = { wildcards: operator.wildcards, variables: variables && operator.variables };
  const tests: ValueTest[] = [];
  const used: string[] = [];
  for (const value of values) {
    const template = parseValuePattern(value, marks);
    if (!template) return { problem: `${JSON.stringify(value)} holds a malformed variable` };
    const test = operator.compile(template);
    if (typeof test === 'string') return { problem: test };
    tests.push(test);
    for (const token of template.tokens) if (token.kind === 'variable') used.push(token.key);
  }
  return { tests, variables: used };
}
