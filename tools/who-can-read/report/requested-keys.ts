import type { Condition } from '../policy/conditions/condition.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';

/** One policy serves many principals. */
const asked = new WeakMap<PolicyDocument, ReadonlySet<string>>();

/** Condition keys that a policy looks at, in conditions and as variables, lower-cased. */
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

/** Conditions of policies on one key, which is lower-cased. */
export function conditionsOn(
  policies: readonly PolicyDocument[],
  key: string,
): readonly Condition[] {
  return policies
    .filter((policy) => requestedKeys(policy).has(key))
    .flatMap(({ statements }) => statements)
    .flatMap(({ conditions }) => conditions.filter(({ name }) => name === key));
}

/** All policies that limit a caller or allow him something. */
export function policiesOf(caller: Caller): readonly PolicyDocument[] {
  const { identityPolicies, boundary, sessionPolicies = [] } = caller;
  return [...identityPolicies, ...(boundary ? [boundary] : []), ...sessionPolicies];
}
