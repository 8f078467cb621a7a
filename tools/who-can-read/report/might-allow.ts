import { nothingKnown } from '../context/request-context.ts';
import { matchValuePattern } from '../policy/match-value-pattern.ts';
import type { Patterns, PolicyDocument, Statement } from '../policy/policy-document.ts';
import type { ValuePattern } from '../policy/value-pattern.ts';

/**
 * Returns whether some statement of the policies allows the action under some condition, on the resource
 * (default: any resource). This quick check before the full decision excludes most principals, and never
 * a principal that the decision would allow.
 */
export function mightAllow(
  policies: readonly PolicyDocument[],
  action: string,
  resource?: string,
): boolean {
  const name = action.toLowerCase();
  return policies.some(({ statements }) =>
    statements.some((one) => one.effect === 'Allow' && isAbout(one, name, resource)),
  );
}

function isAbout({ actions, resources }: Statement, name: string, resource?: string): boolean {
  if (!mightMatch(actions, name)) return false;
  return resource === undefined || !resources || mightMatch(resources, resource);
}

/**
 * Returns the resources of each statement that allows an action; `undefined` for a statement without
 * resources, which is about all resources.
 */
export function resourcesOf(
  policies: readonly PolicyDocument[],
  action: string,
): readonly (Patterns<ValuePattern> | undefined)[] {
  const name = action.toLowerCase();
  return policies
    .flatMap(({ statements }) => statements)
    .filter(({ effect, actions }) => effect === 'Allow' && mightMatch(actions, name))
    .map(({ resources }) => resources);
}

/**
 * Returns whether patterns can match a text. A variable can have any value, so a pattern with a variable
 * might match or might not match.
 */
export function mightMatch({ negated, patterns }: Patterns<ValuePattern>, text: string): boolean {
  return negated
    ? !patterns.some((pattern) => matchValuePattern(pattern, text, nothingKnown) === 'yes')
    : patterns.some((pattern) => matchValuePattern(pattern, text, nothingKnown) !== 'no');
}

/**
 * Returns whether no statement of the policies names resources for an action: every resource then has the same
 * decision.
 */
export function treatsResourcesAlike(policies: readonly PolicyDocument[], action: string): boolean {
  const name = action.toLowerCase();
  return policies.every(({ statements }) =>
    statements.every(
      ({ actions, resources }) =>
        !mightMatch(actions, name) ||
        (resources?.patterns.every(({ source }) => source === '*') ?? true),
    ),
  );
}
