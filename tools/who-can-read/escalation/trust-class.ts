import { parseArn } from '../arn.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { policiesOf } from '../policy/requested-keys.ts';
import type { Caller } from '../principal/caller.ts';
import { mightMatch } from '../report/might-allow.ts';

/** The properties of a role that a decision about its sessions needs. */
export interface TrustedRole {
  readonly arn: string;
  readonly trustPolicy: PolicyDocument;
}

/**
 * Returns a function that makes one decision for a caller and all roles that the decision does not
 * distinguish: roles of one account with equal trust policies, if the caller's policies do not name roles.
 *
 * @param decide depends only on the caller, the trust policy, the account of the role and the action.
 */
export function oncePerTrustClass<Action extends string, Result extends object>(
  decide: (caller: Caller, role: TrustedRole, action: Action) => Result,
): (caller: Caller, role: TrustedRole, action: Action) => Result {
  const callers = new WeakMap<Caller, Map<string, Map<string, Result>>>();
  return (caller, role, action) => {
    if (!treatsRolesAlike(caller, action)) return decide(caller, role, action);
    const classes = entry(callers, caller, () => new Map<string, Map<string, Result>>());
    const results = entry(classes, trustText(role.trustPolicy), () => new Map<string, Result>());
    const { account } = parseArn(role.arn);
    return entry(results, `${action} ${account}`, () => decide(caller, role, action));
  };
}

const texts = new WeakMap<PolicyDocument, string>();

/** Returns a text that is equal for trust policies that differ only in their own names. */
function trustText(policy: PolicyDocument): string {
  return entry(texts, policy, () =>
    JSON.stringify([
      policy.version,
      policy.statements.map(({ source: _, sid: __, index: ___, ...rest }) => rest),
    ]),
  );
}

const alike = new WeakMap<Caller, Map<string, boolean>>();

/** Returns whether no policy of a caller names a role in a statement about an action. */
function treatsRolesAlike(caller: Caller, action: string): boolean {
  const actions = entry(alike, caller, () => new Map<string, boolean>());
  return entry(actions, action, () =>
    [...policiesOf(caller), ...(caller.serviceControlPolicies ?? []).flat()]
      .flatMap(({ statements }) => statements)
      .filter((one) => mightMatch(one.actions, `sts:${action}`.toLowerCase()))
      .every(({ resources }) => resources?.patterns.every(({ source }) => source === '*') ?? true),
  );
}

/** Returns the value of a key, and computes and keeps it at the first call. */
function entry<Key, Value>(
  known: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  compute: () => Value,
): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = compute();
  known.set(key, value);
  return value;
}
