import type { Caller } from '../principal/caller.ts';
import type { Condition } from './conditions/condition.ts';
import type { PolicyDocument } from './policy-document.ts';

/** A cache, because many principals share a policy. */
const asked = new WeakMap<PolicyDocument, ReadonlySet<string>>();

/** Returns the condition keys that a policy uses, in conditions and as variables, in lower case. */
export function requestedKeys(policy: PolicyDocument): ReadonlySet<string> {
  const before = asked.get(policy);
  if (before) return before;
  const keys = policy.statements.flatMap(({ conditions, resources }) => [
    ...conditions.flatMap(({ name, variables }) => [name, ...variables]),
    ...(resources?.patterns ?? []).flatMap(({ tokens }) =>
      tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : [])),
    ),
  ]);
  const found = new Set(keys.map((key) => key.toLowerCase()));
  asked.set(policy, found);
  return found;
}

/** Returns the conditions of policies on one condition key, which is in lower case. */
export function conditionsOn(
  policies: readonly PolicyDocument[],
  key: string,
): readonly Condition[] {
  return policies
    .filter((policy) => requestedKeys(policy).has(key))
    .flatMap(({ statements }) => statements)
    .flatMap(({ conditions }) => conditions.filter(({ name }) => name === key));
}

/** Returns all policies that apply to a caller, also those of its organization. */
export function policiesOf(caller: Caller): readonly PolicyDocument[] {
  const { identityPolicies, boundary, sessionPolicies = [], serviceControlPolicies = [] } = caller;
  return [
    ...[...identityPolicies, ...(boundary ? [boundary] : []), ...sessionPolicies],
    ...serviceControlPolicies.flat(),
  ];
}
