import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { Grant } from '../kms/grant.ts';
import { type KmsKey, policiesOfKey } from '../kms/kms-key.ts';
import { conditionsOn, policiesOf, requestedKeys } from '../policy/requested-keys.ts';
import type { AccessModel, Subject, WorkflowStateMachine } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { type KeyInUse, keysInUse } from '../report/keys-in-use.ts';
import { mayGrant } from './create-grant.ts';
import { after, best, type EscalationPath } from './escalation-path.ts';
import { either, evaluateKey, evaluatorFor, together } from './evaluate-access.ts';
import { stepsToEnable } from './key-state-steps.ts';
import { mayEdit, withEverything } from './own-permissions.ts';

const GRANTEE = 'kms:granteeprincipal';

/** A change to a key after which principals without a path can have one. */
export interface Preparation {
  readonly step: string;
  readonly may: (subject: Subject) => Answer;
  /** The model after the change. */
  readonly after: AccessModel;
  /** Whether it gives access to stored data. Other paths of equal length can be for new executions only. */
  readonly preferred?: boolean;
}

/**
 * Returns changes to keys, each with the model after the change. The search starts again in these models.
 * The changes are for principals that cannot read only because of the key's state, its aliases or the
 * grantees that policies allow.
 */
export function preparations(model: AccessModel): readonly Preparation[] {
  return keysInUse(model).flatMap((one) => [
    ...ofState(model, one),
    ...ofAliases(model, one),
    ...ofGrants(model, one),
  ]);
}

/** Returns the path by which a principal makes a change, if needed after giving itself the permission. */
export function prepare(
  model: AccessModel,
  subject: Subject,
  { may, step }: Preparation,
): { readonly subject: Subject; readonly path: EscalationPath } | undefined {
  const none: EscalationPath = { steps: [], answer: 'yes' };
  const edit = mayEdit(evaluatorFor(model, subject.caller), subject);
  const edited = edit.answer === 'no' ? 'no' : may(withEverything(subject, true));
  const path = best([
    after(may(subject), [step], none),
    after(
      together(edit.answer, edited),
      [`gives itself more permissions (${edit.action})`, step],
      none,
    ),
  ]);
  return path && { subject, path };
}

/** Returns whether some policy restricts the grantee of grants. */
export function policiesNameGrantee(model: AccessModel): boolean {
  return keysInUse(model).some(({ key }) =>
    policiesOn(model, upperBound(key)).some((one) => requestedKeys(one).has(GRANTEE)),
  );
}

/** The first change that a key needs before it can decrypt; a second search finds the next one. */
function ofState(model: AccessModel, { key }: KeyInUse): readonly Preparation[] {
  return stepsToEnable(upperBound(key).state)
    .slice(0, 1)
    .map(({ operation, step, next }) => ({
      step,
      may: ({ caller }) => evaluateKey(key, caller, { operation }),
      after: withKey(model, key, { state: next }),
      preferred: true,
    }));
}

/**
 * An alias that a policy requires and that the key does not have. It needs permission on both.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
function ofAliases(model: AccessModel, { key }: KeyInUse): readonly Preparation[] {
  const { aliases, arn } = upperBound(key);
  if (!aliases) return [];
  const asked = ['kms:requestalias', 'kms:resourcealiases'].flatMap((name) =>
    conditionsOn(policiesOn(model, upperBound(key)), name).flatMap(({ values }) => values),
  );
  const wanted = [...new Set(asked)].map((value) => value.replaceAll(/[*?]/g, 'any'));
  const missing = wanted.filter((one) => one.startsWith('alias/') && !aliases.includes(one));
  return missing.map((alias): Preparation => {
    const aliasArn = `${arn.slice(0, arn.lastIndexOf(':'))}:${alias}`;
    const path = ({ caller }: Subject, operation: 'CreateAlias' | 'UpdateAlias') =>
      together(
        evaluateKey(key, caller, { operation }),
        evaluatorFor(model, caller)(`kms:${operation}`, aliasArn),
      );
    return {
      step: `gives the key the alias ${alias} that policies require (kms:CreateAlias)`,
      may: (subject) => either(path(subject, 'CreateAlias'), path(subject, 'UpdateAlias')),
      after: withKey(model, key, { aliases: [...aliases, alias] }),
    };
  });
}

/**
 * Grants to other principals, where policies restrict the grantee. `pathByGrant` covers the rest.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grantee-principal
 */
function ofGrants(model: AccessModel, { key }: KeyInUse): readonly Preparation[] {
  const conditions = conditionsOn(policiesOn(model, upperBound(key)), GRANTEE);
  const values = new Set(conditions.flatMap((one) => one.values));
  const there = only(model, key);
  return [...values].filter(isArn).map((grantee): Preparation => {
    const called = model.subjects.find(({ id }) => id === grantee)?.name ?? grantee;
    return {
      step: `grants ${called} kms:Decrypt on the key (kms:CreateGrant)`,
      may: ({ caller }) => mayGrant(there, caller, grantee),
      after: withKey(model, key, { grants: [...upperBound(key).grants, grantTo(grantee)] }),
    };
  });
}

function grantTo(granteePrincipal: string): Grant {
  return { id: 'a new grant', granteePrincipal, operations: ['Decrypt'] };
}

/** Policies that apply to requests on the key, from any caller. */
function policiesOn({ subjects }: AccessModel, key: KmsKey) {
  return [
    ...policiesOfKey(key),
    ...new Set(subjects.flatMap(({ caller }) => policiesOf(upperBound(caller)))),
  ];
}

function isArn(value: string): boolean {
  return value.startsWith('arn:') && !/[*?$]/.test(value);
}

type Keyed = Pick<WorkflowStateMachine, 'key' | 'replicas'>;

function withKey(
  model: AccessModel,
  old: PartialKnowledge<KmsKey>,
  change: Partial<KmsKey>,
): AccessModel {
  const { stateMachine, activities } = model;
  const changed = (key: PartialKnowledge<KmsKey>): PartialKnowledge<KmsKey> =>
    isSame(key, old) ? knowledge({ ...upperBound(key), ...change }, unreadOf(key)) : key;
  const renewed = <T extends Keyed>(one: T): T => ({
    ...one,
    ...(one.key ? { key: changed(one.key) } : {}),
    ...(one.replicas ? { replicas: one.replicas.map(changed) } : {}),
  });
  return { ...model, stateMachine: renewed(stateMachine), activities: activities.map(renewed) };
}

/** The model with only one of its keys, to evaluate that one. */
function only(model: AccessModel, key: PartialKnowledge<KmsKey>): AccessModel {
  const { key: _own, replicas: _, ...stateMachine } = model.stateMachine;
  const has = (one: Keyed): boolean =>
    [...(one.key ? [one.key] : []), ...(one.replicas ?? [])].some((other) => isSame(other, key));
  const activities = model.activities
    .filter(has)
    .map(({ replicas: _, ...activity }) => ({ ...activity, key }));
  return {
    ...model,
    stateMachine: has(model.stateMachine) ? { ...stateMachine, key } : stateMachine,
    activities,
  };
}

function isSame(one: PartialKnowledge<KmsKey>, other: PartialKnowledge<KmsKey>): boolean {
  return upperBound(one).arn === upperBound(other).arn;
}
