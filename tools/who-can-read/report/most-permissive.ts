import type { Outcome } from '../decision/verdict.ts';

/**
 * Returns the most permissive decision, the first of equal ones. Takes no further decision after one
 * that allows.
 *
 * @param decisions at least one.
 * @throws RangeError if there are no decisions.
 */
export function mostPermissive<Decision extends { readonly outcome: Outcome }>(
  decisions: Iterable<Decision>,
): Decision {
  const first: { [outcome in Outcome]?: Decision } = {};
  for (const decision of decisions) {
    if (decision.outcome === 'allowed') return decision;
    first[decision.outcome] ??= decision;
  }
  const found = first.unknown ?? first.denied;
  if (found) return found;
  throw new RangeError('There is no decision to choose from.');
}
