import { contextValues, type RequestContext } from '../../context/request-context.ts';
import { hasHoles, readable } from '../../unknown-text.ts';
import type { Match } from '../match-value-pattern.ts';
import { all, any, not, type Ternary, ternary } from '../ternary.ts';
import { holeReasons, type UnknownReason } from '../unknown-reason.ts';
import type { Condition } from './condition.ts';
import { operators } from './operators.ts';

/** Whether a condition holds, and what the request said of its key. */
export interface ConditionResult {
  readonly condition: Condition;
  readonly holds: Ternary;
  readonly saw: readonly string[] | 'absent' | 'unknown';
  /** Why the answer is unknown; empty when it is not. */
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
): Ternary | 'not-documented' {
  if (condition.operator === 'Null') {
    const absent = String(values.length === 0);
    return any(condition.tests.map((test) => withoutUnresolved(test(absent, context))));
  }
  if (values.length === 0) return whenAbsent(condition);
  const each = values.map((value) => compareValue(condition, value, context));
  if (condition.set === 'ForAllValues') return all(each);
  if (condition.set === 'ForAnyValue') return any(each);
  // AWS says to use a set operator for several values, not what happens without one.
  const [first, ...more] = each;
  return first !== undefined && more.length === 0 ? first : 'not-documented';
}

function whenAbsent({ operator, set, ifExists }: Condition): Ternary | 'not-documented' {
  if (set === 'ForAllValues') return 'yes';
  // The page on IfExists says true, the page on ForAnyValue says false.
  if (set === 'ForAnyValue') return ifExists ? 'not-documented' : 'no';
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
