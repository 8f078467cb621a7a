import { contextValues, type RequestContext } from '../../context/request-context.ts';
import type { Match } from '../match-value-pattern.ts';
import { all, any, not, type Ternary, ternary } from '../ternary.ts';
import type { Condition } from './condition.ts';
import { operators } from './operators.ts';

/** Whether a condition holds, and what the request said of its key. */
export interface ConditionResult {
  readonly condition: Condition;
  readonly holds: Ternary;
  readonly saw: readonly string[] | 'absent' | 'unknown';
}

/**
 * Holds one condition against a request. Absent keys, IfExists and set operators:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function evaluateCondition(condition: Condition, context: RequestContext): ConditionResult {
  const values = contextValues(context, condition.name);
  if (values === undefined) return { condition, holds: 'unknown', saw: 'unknown' };
  const saw = values.length === 0 ? 'absent' : values;
  return { condition, holds: evaluateValues(condition, values, context), saw };
}

function evaluateValues(
  condition: Condition,
  values: readonly string[],
  context: RequestContext,
): Ternary {
  if (condition.operator === 'Null') {
    const absent = String(values.length === 0);
    return any(condition.tests.map((test) => withoutUnresolved(test(absent, context))));
  }
  if (values.length === 0) return whenAbsent(condition);
  const each = values.map((value) => compareValue(condition, value, context));
  if (condition.set === 'ForAllValues') return all(each);
  if (condition.set === 'ForAnyValue') return any(each);
  // AWS says to use a set operator for several values, not what happens without one.
  const [first = 'unknown'] = each;
  return each.every((value) => value === first) ? first : 'unknown';
}

function whenAbsent({ operator, set, ifExists }: Condition): Ternary {
  if (set === 'ForAllValues') return 'yes';
  // The page on IfExists says true, the page on ForAnyValue says false.
  if (set === 'ForAnyValue') return ifExists ? 'unknown' : 'no';
  return ternary(ifExists || operators[operator].negated);
}

function compareValue(condition: Condition, value: string, context: RequestContext): Ternary {
  const matches = condition.tests.map((test) => test(value, context));
  if (!operators[condition.operator].negated) return any(matches.map(withoutUnresolved));
  // "Is not X", where X cannot be resolved: AWS only says the statement might be invalid.
  return not(any(matches.map((match) => (match === 'unresolved' ? 'unknown' : match))));
}

/** A value whose variable cannot be resolved matches nothing. */
function withoutUnresolved(match: Match): Ternary {
  return match === 'unresolved' ? 'no' : match;
}
