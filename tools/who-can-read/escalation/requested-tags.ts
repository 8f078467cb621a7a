import { upperBound } from '../account/partial-knowledge.ts';
import { policiesOfKey } from '../kms/kms-key.ts';
import type { PolicyDocument, Statement } from '../policy/policy-document.ts';
import { policiesOf, requestedKeys } from '../policy/requested-keys.ts';
import type { Tags } from '../principal/principal.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import { keysInUse } from '../report/keys-in-use.ts';
import { filled, permittingConditions } from '../report/permitting-conditions.ts';

const PREFIX = 'aws:principaltag/';

/**
 * Returns sets of tags that a principal could get: those that the key policies and its own policies
 * require. `undefined` means any other tags, and a result that depends on them is unknown. Empty if no
 * policy has a condition on tags of a principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 */
export function requestedTags(model: AccessModel, subject: Subject): readonly (Tags | undefined)[] {
  const keys = keysInUse(model).flatMap(({ key }) => policiesOfKey(upperBound(key)));
  return tagSets([...keys, ...policiesOf(upperBound(subject.caller))]);
}

/** Returns sets of tags that a principal could get because a trust policy requires them. */
export function trustedTags({ trustPolicy }: Subject): readonly (Tags | undefined)[] {
  return trustPolicy ? tagSets([upperBound(trustPolicy)]) : [];
}

/** A cache of the sets for one policy, because the own policies of most principals do not use tags. */
const known = new WeakMap<PolicyDocument, readonly (Tags | undefined)[]>();

function tagSets(given: readonly PolicyDocument[]): readonly (Tags | undefined)[] {
  const policies = given.filter((policy) =>
    [...requestedKeys(policy)].some((key) => key.startsWith(PREFIX)),
  );
  const [policy, ...more] = policies;
  if (!policy) return [];
  if (more.length > 0) return setsOf(policies);
  const sets = known.get(policy) ?? setsOf(policies);
  known.set(policy, sets);
  return sets;
}

function setsOf(policies: readonly PolicyDocument[]): readonly (Tags | undefined)[] {
  const statements = policies.flatMap((policy) => policy.statements);
  const sets = [statements, ...statements.map((one) => [one])].flatMap(setsFor);
  const different = new Map(sets.map((set) => [JSON.stringify(set), set]));
  return [...different.values(), undefined];
}

/** Sets of tags: the first has the first possible value of each tag, and so on. */
function setsFor(statements: readonly Statement[]): readonly (Tags | undefined)[] {
  const values = new Map<string, string[]>();
  for (const condition of statements.flatMap(permittingConditions)) {
    if (!condition.name.startsWith(PREFIX)) continue;
    const tag = condition.key.slice(PREFIX.length);
    const wanted = condition.values.flatMap((value) => filled(condition, value).slice(0, 1));
    values.set(tag, [...(values.get(tag) ?? []), ...wanted]);
  }
  const most = Math.max(0, ...[...values.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries(
      [...values].flatMap(([tag, all]) => {
        const value = all[at] ?? all[0];
        return value === undefined ? [] : [[tag, value]];
      }),
    ),
  );
}
