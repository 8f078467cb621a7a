import { contextValues, type RequestContext } from '../../context/request-context.ts';
import { hasHoles, readable } from '../../unknown-text.ts';
import { not, type Ternary, ternary } from '../ternary.ts';
import { holeReasons, type UnknownReason } from '../unknown-reason.ts';
import type { Condition } from './condition.ts';
import { operators } from './operators.ts';
import type { TestResult } from './value-test.ts';

/** Whether a condition is met, and the values of its key in the request. */
export interface ConditionResult {
  readonly condition: Condition;
  readonly holds: Ternary;
  readonly saw: readonly string[] | 'absent' | 'unknown';
  /** Why the answer is unknown; empty for a known answer. */
  readonly unknown: readonly UnknownReason[];
}

/**
 * Compares one condition with a request. Absent keys, IfExists and set operators:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function evaluateCondition(condition: Condition, context: RequestContext): ConditionResult {
  const values = hasHoles(condition.key) ? undefined : contextValues(context, condition.name);
  if (values === undefined) {
    const unknown = [...contextKeys([readable(condition.key)]), ...holeReasons([condition.key])];
    return { condition, holds: 'unknown', saw: 'unknown', unknown };
  }
  const saw = values.length === 0 ? 'absent' : values;
  const answer = evaluateValues(condition, values, context);
  if (answer === 'not-documented') {
    return { condition, holds: 'unknown', saw, unknown: [{ kind: 'not-documented' }] };
  }
  const unknown =
    answer === 'unknown'
      ? [
          ...contextKeys([condition.key, ...condition.variables]),
          ...holeReasons([...condition.values, ...values]),
        ]
      : [];
  return { condition, holds: answer, saw, unknown };
}

function contextKeys(names: readonly string[]): readonly UnknownReason[] {
  return names.map((name) => ({ kind: 'context-key', name }));
}

function evaluateValues(
  condition: Condition,
  values: readonly string[],
  context: RequestContext,
): TestResult {
  const { operator, set, ifExists } = condition;
  if (operator === 'Null') return evaluateNull(condition, values, context);
  if (values.length === 0) return whenAbsent(condition);
  const empty = values.every((value) => value === '');
  if (set === 'ForAllValues' && empty) return 'yes';
  if (set === 'ForAnyValue' && empty) return ifExists ? 'not-documented' : 'no';
  // "There are no values for the condition key": the page says both that the condition returns true and
  // that the statement has no effect. For IfExists and the set operators the page is clear.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
  if (condition.tests.length === 0) return set || ifExists ? 'no' : 'not-documented';
  const each = values.map((value) => compareValue(condition, value, context));
  if (set === 'ForAllValues') return every(each);
  if (set === 'ForAnyValue') return some(each);
  // AWS says to use a set operator for several values. It does not document the result without one.
  const [first, ...more] = each;
  return first !== undefined && more.length === 0 ? first : 'not-documented';
}

/**
 * With a set operator, Null does not look at the request:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 * The pages use "is null" and "empty value" for a key, and do not say whether these are the same.
 */
function evaluateNull(
  { set, tests }: Condition,
  values: readonly string[],
  context: RequestContext,
): TestResult {
  if (set) return ternary(set === 'ForAllValues');
  if (tests.length === 0) return 'not-documented';
  if (values.length > 0 && values.every((value) => value === '')) return 'not-documented';
  const absent = String(values.length === 0);
  return some(tests.map((test) => test(absent, context)));
}

function whenAbsent({ operator, set, ifExists, tests }: Condition): TestResult {
  if (set === 'ForAllValues') return 'yes';
  // The page on IfExists says true, the page on ForAnyValue says false.
  if (set === 'ForAnyValue') return ifExists ? 'not-documented' : 'no';
  if (tests.length === 0 && !ifExists) return 'not-documented';
  return ternary(ifExists || operators[operator].negated);
}

function compareValue(
  { operator, tests }: Condition,
  value: string,
  context: RequestContext,
): TestResult {
  const found = some(tests.map((test) => test(value, context)));
  if (!operators[operator].negated || found === 'not-documented') return found;
  return not(found);
}

/** Like `any`, but prefers an unknown value to an undocumented result. */
function some(results: readonly TestResult[]): TestResult {
  if (results.includes('yes')) return 'yes';
  if (results.includes('unknown')) return 'unknown';
  return results.includes('not-documented') ? 'not-documented' : 'no';
}

/** Like `all`, with the same preference. */
function every(results: readonly TestResult[]): TestResult {
  if (results.includes('no')) return 'no';
  if (results.includes('unknown')) return 'unknown';
  return results.includes('not-documented') ? 'not-documented' : 'yes';
}
