import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { Grant } from '../kms/grant.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { KmsOperation } from '../kms/kms-operations.ts';
import type { Machine, Situation, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { type KeyInUse, keysInUse } from '../report/keys-in-use.ts';
import { conditionsOn, keysAsked, policiesOf } from '../report/requested-keys.ts';
import { mayGrant } from './create-grant.ts';
import { after, best, type Way } from './escalation-path.ts';
import { asking, askKeys, either, together } from './evaluate-access.ts';
import { mayEdit, withEverything } from './own-permissions.ts';

const GRANTEE = 'kms:granteeprincipal';

/** A change to a key that opens ways for those who have none as things are. */
export interface Preparation {
  readonly step: string;
  readonly may: (subject: Subject) => Answer;
  /** What is so after it. */
  readonly after: Situation;
}

/**
 * Changes to the keys by which somebody reads whom only the key's state, its aliases or the
 * grantees that policies allow keep from it. Each leads to a situation of its own, in which ways
 * are looked for anew.
 */
export function preparations(situation: Situation): readonly Preparation[] {
  return keysInUse(situation).flatMap((one) => [
    ...ofState(situation, one),
    ...ofAliases(situation, one),
    ...ofGrants(situation, one),
  ]);
}

/** How somebody makes a change himself, perhaps after giving himself the right to. */
export function beforehand(
  situation: Situation,
  subject: Subject,
  { may, step }: Preparation,
): { readonly subject: Subject; readonly way: Way } | undefined {
  const none: Way = { steps: [], answer: 'yes' };
  const edit = mayEdit(asking(situation, subject.caller), subject);
  const edited = edit.answer === 'no' ? 'no' : may(withEverything(subject, true));
  const way = best([
    after(may(subject), [step], none),
    after(together(edit.answer, edited), [`gives itself more rights (${edit.action})`, step], none),
  ]);
  return way && { subject, way };
}

/** Whether some policy says to whom grants may be made. */
export function asksForGrantee(situation: Situation): boolean {
  return keysInUse(situation).some(({ key }) =>
    policiesOn(situation, upperBound(key).policy).some((one) => keysAsked(one).has(GRANTEE)),
  );
}

/**
 * A key whose deletion is cancelled is disabled, and may be enabled then.
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-scheduling-key-deletion.html
 */
function ofState(situation: Situation, { key }: KeyInUse): readonly Preparation[] {
  const { state } = upperBound(key);
  const byKey = (operation: KmsOperation, step: string, next: KmsKey['state']): Preparation => ({
    step,
    may: ({ caller }) => askKeys(only(situation, key), caller, () => ({ operation })),
    after: withKey(situation, key, { state: next }),
  });
  if (state === 'Disabled') {
    return [byKey('EnableKey', 'enables the key (kms:EnableKey)', 'Enabled')];
  }
  if (state !== 'PendingDeletion' && state !== 'PendingReplicaDeletion') return [];
  const step = 'cancels the deletion of the key (kms:CancelKeyDeletion)';
  return [byKey('CancelKeyDeletion', step, 'Disabled')];
}

/**
 * An alias that a policy asks for and that the key does not have. It takes the right on both.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
function ofAliases(situation: Situation, { key }: KeyInUse): readonly Preparation[] {
  const { aliases, arn, policy } = upperBound(key);
  if (!aliases) return [];
  const asked = ['kms:requestalias', 'kms:resourcealiases'].flatMap((name) =>
    conditionsOn(policiesOn(situation, policy), name).flatMap(({ values }) => values),
  );
  const wanted = [...new Set(asked)].map((value) => value.replaceAll(/[*?]/g, 'any'));
  const missing = wanted.filter((one) => one.startsWith('alias/') && !aliases.includes(one));
  const there = only(situation, key);
  return missing.map((alias): Preparation => {
    const aliasArn = `${arn.slice(0, arn.lastIndexOf(':'))}:${alias}`;
    const way = ({ caller }: Subject, operation: 'CreateAlias' | 'UpdateAlias') =>
      together(
        askKeys(there, caller, () => ({ operation })),
        asking(situation, caller)(`kms:${operation}`, aliasArn),
      );
    return {
      step: `gives the key the alias ${alias} that policies ask for (kms:CreateAlias)`,
      may: (subject) => either(way(subject, 'CreateAlias'), way(subject, 'UpdateAlias')),
      after: withKey(situation, key, { aliases: [...aliases, alias] }),
    };
  });
}

/**
 * Grants to others, where policies say to whom they may be made. To oneself is looked at elsewhere.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grantee-principal
 */
function ofGrants(situation: Situation, { key }: KeyInUse): readonly Preparation[] {
  const { policy } = upperBound(key);
  const conditions = conditionsOn(policiesOn(situation, policy), GRANTEE);
  const values = new Set(conditions.flatMap((one) => one.values));
  const there = only(situation, key);
  return [...values].filter(isArn).map((grantee): Preparation => {
    const called = situation.subjects.find(({ id }) => id === grantee)?.name ?? grantee;
    return {
      step: `grants ${called} kms:Decrypt on the key (kms:CreateGrant)`,
      may: ({ caller }) => mayGrant(there, caller, grantee),
      after: withKey(situation, key, { grants: [...upperBound(key).grants, grantTo(grantee)] }),
    };
  });
}

function grantTo(granteePrincipal: string): Grant {
  return { id: 'a new grant', granteePrincipal, operations: ['Decrypt'] };
}

/** Policies that a request on the key meets, whoever makes it. */
function policiesOn({ subjects }: Situation, policy: KmsKey['policy']) {
  return [policy, ...new Set(subjects.flatMap(({ caller }) => policiesOf(upperBound(caller))))];
}

function isArn(value: string): boolean {
  return value.startsWith('arn:') && !/[*?$]/.test(value);
}

type Keyed = Pick<Machine, 'key' | 'replicas'>;

function withKey(
  situation: Situation,
  old: PartialKnowledge<KmsKey>,
  change: Partial<KmsKey>,
): Situation {
  const { machine, activities } = situation;
  const changed = (key: PartialKnowledge<KmsKey>): PartialKnowledge<KmsKey> =>
    isSame(key, old) ? knowledge({ ...upperBound(key), ...change }, unreadOf(key)) : key;
  const renewed = <T extends Keyed>(one: T): T => ({
    ...one,
    ...(one.key ? { key: changed(one.key) } : {}),
    ...(one.replicas ? { replicas: one.replicas.map(changed) } : {}),
  });
  return { ...situation, machine: renewed(machine), activities: activities.map(renewed) };
}

/** The situation with one of its keys alone, to ask about that one. */
function only(situation: Situation, key: PartialKnowledge<KmsKey>): Situation {
  const { key: _own, replicas: _, ...machine } = situation.machine;
  const has = (one: Keyed): boolean =>
    [...(one.key ? [one.key] : []), ...(one.replicas ?? [])].some((other) => isSame(other, key));
  const activities = situation.activities
    .filter(has)
    .map(({ replicas: _, ...activity }) => ({ ...activity, key }));
  return {
    ...situation,
    machine: has(situation.machine) ? { ...machine, key } : machine,
    activities,
  };
}

function isSame(one: PartialKnowledge<KmsKey>, other: PartialKnowledge<KmsKey>): boolean {
  return upperBound(one).arn === upperBound(other).arn;
}
