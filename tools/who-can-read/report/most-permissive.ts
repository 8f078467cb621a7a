import type { Outcome } from '../decision/verdict.ts';

const ranks: readonly Outcome[] = ['allowed', 'unknown', 'denied'];

/**
 * Returns the most permissive decision, the first of equal ones.
 *
 * @param decisions at least one.
 * @throws RangeError where there is none.
 */
export function mostPermissive<Decision extends { readonly outcome: Outcome }>(
  decisions: readonly Decision[],
): Decision {
  for (const rank of ranks) {
    const found = decisions.find(({ outcome }) => outcome === rank);
    if (found) return found;
  }
  throw new RangeError('There is no decision to choose from.');
}
