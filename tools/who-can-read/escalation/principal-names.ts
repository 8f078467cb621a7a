import { upperBound } from '../account/partial-knowledge.ts';
import type { AccessModel } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { subjectsInConditions } from '../report/named-in-condition.ts';

/** A cache, because many principals share a model. */
const known = new WeakMap<AccessModel, readonly string[]>();

/**
 * Returns names with which a new user or role can match a key policy. These are names with the same
 * prefix or suffix as the execution role, and names that conditions of the policy match.
 */
export function namesFor(model: AccessModel, kind: 'user' | 'role'): readonly string[] {
  const { executionRole } = model.stateMachine;
  const { principal } = upperBound(executionRole);
  const role = 'arn' in principal ? principal.arn.slice(principal.arn.lastIndexOf('/') + 1) : '';
  const alike = role === '' ? [] : [`${role}-another`, `another-${role}`];
  const wanted = wantedArns(model).flatMap((arn) => {
    const [, name] = arn.split(`:${kind}/`);
    return name === undefined ? [] : [name];
  });
  return [...new Set(['another', ...alike, ...wanted])];
}

/** ARNs that conditions of the key policies match and that no principal has yet. */
function wantedArns(model: AccessModel): readonly string[] {
  const before = known.get(model);
  if (before) return before;
  const { account, subjects } = model;
  const policies = keysInUse(model).map(({ key }) => upperBound(key).policy);
  const named = subjectsInConditions(model, policies, [], { accounts: [account] });
  const there = new Set(subjects.filter(({ origin }) => origin !== 'policy').map(({ id }) => id));
  const arns = named.map(({ id }) => id).filter((id) => id.includes(`::${account}:`));
  const wanted = arns.filter((id) => id.startsWith('arn:') && !there.has(id));
  known.set(model, wanted);
  return wanted;
}
