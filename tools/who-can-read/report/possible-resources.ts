import { nothingKnown } from '../context/request-context.ts';
import { matchValuePattern } from '../policy/match-value-pattern.ts';
import type { Patterns, PolicyDocument, Statement } from '../policy/policy-document.ts';
import type { ValuePattern } from '../policy/value-pattern.ts';
import { commonText, type Shape } from './resource-shape.ts';

/**
 * Returns ARNs of these shapes: one that no policy names, and one for each resource that a statement about
 * the action allows or excludes from a Deny. Access to any of them counts as access.
 *
 * @param policies all policies that apply to a caller.
 * @param action `states:DescribeExecution`
 */
export function possibleResources(
  policies: readonly PolicyDocument[],
  action: string,
  shapes: readonly Shape[],
): readonly string[] {
  const name = action.toLowerCase();
  const patterns = policies
    .flatMap(({ statements }) => statements)
    .filter(({ actions }) => isAmong(actions, name))
    .flatMap(pickedOut);
  const found = shapes.flatMap((shape) => [
    `${shape.begins}x`,
    ...patterns.flatMap((pattern) => commonText(pattern, shape) ?? []),
  ]);
  return [...new Set(found)];
}

/** Returns the resources that an Allow includes, and those that a Deny excludes. */
function pickedOut({ effect, resources }: Statement): readonly ValuePattern[] {
  return resources && resources.negated === (effect === 'Deny') ? resources.patterns : [];
}

function isAmong({ negated, patterns }: Patterns<ValuePattern>, name: string): boolean {
  return (
    patterns.some((pattern) => matchValuePattern(pattern, name, nothingKnown) !== 'no') !== negated
  );
}
