import { upperBound } from '../account/partial-knowledge.ts';
import type { AccessModel } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { subjectsInConditions } from '../report/named-in-condition.ts';

/** One model is asked about for many. */
const known = new WeakMap<AccessModel, readonly string[]>();

/**
 * Names that a new user or role may be given to get further. A key policy may take whoever is named
 * as the execution role is, before or behind a wildcard, or as its conditions say.
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

/** ARNs that conditions of the keys' policies take and that nobody has yet. */
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
