import type { ConditionResult } from '../policy/conditions/evaluate-condition.ts';
import type { StatementMatch } from '../policy/evaluate-policy.ts';
import { SESSION_NAME } from '../policy/match-principal.ts';
import type { Statement } from '../policy/policy-document.ts';
import type { FailedCondition, StatementRef } from './verdict.ts';

/** A statement as verdicts name it. */
export function statementRef({ source, sid, index, effect }: Statement): StatementRef {
  return { source, index, effect, ...(sid === undefined ? {} : { sid }) };
}

/** The conditions by which a statement did not apply, or might not. */
export function failedConditions(matches: readonly StatementMatch[]): readonly FailedCondition[] {
  return matches
    .filter(({ holds }) => holds !== 'yes')
    .flatMap(({ statement, holds, conditions }) =>
      conditions
        .filter((result) => result.holds === holds)
        .map(({ condition, saw }) => ({
          statement: statementRef(statement),
          operator: condition.written,
          key: condition.key,
          wanted: condition.values,
          saw,
        })),
    );
}

/** Condition keys whose value would tell whether the statements apply; sorted, each once. */
export function unknownKeys(matches: readonly StatementMatch[]): readonly string[] {
  const keys = matches
    .filter(({ holds }) => holds === 'unknown')
    .flatMap((match) => {
      const open = match.conditions.filter(({ holds }) => holds === 'unknown');
      const named = [...open.flatMap(keysOf), ...match.resourceKeys];
      // Nothing else is open, so it hangs on the name of the session.
      return named.length > 0 ? named : [SESSION_NAME];
    });
  return [...new Set(keys)].sort();
}

function keysOf({ condition, saw }: ConditionResult): readonly string[] {
  if (saw === 'unknown' || condition.variables.length === 0) return [condition.key];
  return [condition.key, ...condition.variables];
}
