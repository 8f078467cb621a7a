import { parseValuePattern, type Variables } from '../parse-value-pattern.ts';
import { hasHole } from '../value-pattern.ts';
import { type OperatorName, operators } from './operators.ts';
import type { ValueTest } from './value-test.ts';

const unknown: ValueTest = () => 'unknown';

/** The tests for the values of one condition key, and the keys they use as variables. */
export interface CompiledTests {
  readonly tests: readonly ValueTest[];
  readonly variables: readonly string[];
}

/**
 * Prepares the values of a condition key once, so that a request needs only comparisons.
 * Operators for numbers, dates, addresses and binary values do not support policy variables:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function compileTests(
  name: OperatorName,
  values: readonly string[],
  variables: Variables,
): CompiledTests | { readonly problem: string } {
  const operator = operators[name];
  const marks = { wildcards: operator.wildcards, variables: operator.variables && variables };
  const tests: ValueTest[] = [];
  const used: string[] = [];
  for (const value of values) {
    const pattern = parseValuePattern(value, marks);
    if (!pattern) return { problem: `${JSON.stringify(value)} holds a malformed variable` };
    // Operators for numbers, dates and the like cannot compare a value that has a hole.
    const test = hasHole(pattern) && !operator.variables ? unknown : operator.compile(pattern);
    if (typeof test === 'string') return { problem: test };
    tests.push(test);
    for (const token of pattern.tokens) if (token.kind === 'variable') used.push(token.key);
  }
  return { tests, variables: used };
}
