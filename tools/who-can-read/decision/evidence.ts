import type { StatementMatch } from '../policy/evaluate-policy.ts';
import type { Statement } from '../policy/policy-document.ts';
import type { UnknownReason } from '../policy/unknown-reason.ts';
import type { FailedCondition, StatementRef } from './verdict.ts';

/** A statement as verdicts name it. */
export function statementRef({ source, sid, index, effect }: Statement): StatementRef {
  return { source, index, effect, ...(sid === undefined ? {} : { sid }) };
}

/** Returns the conditions because of which a statement does not apply, or might not. */
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

/** Returns the reasons why the results of statements are unknown, each once. */
export function unknownReasons(matches: readonly StatementMatch[]): readonly UnknownReason[] {
  const open = matches.filter(({ holds }) => holds === 'unknown').flatMap(({ unknown }) => unknown);
  return [...new Map(open.map((one) => [JSON.stringify(one), one])).values()];
}

/** Returns the names of unknown values, sorted, each once. */
export function unknownNames(reasons: readonly UnknownReason[]): readonly string[] {
  const names = reasons.flatMap((one) => (one.kind === 'not-documented' ? [] : [one.name]));
  return [...new Set(names)].sort();
}
