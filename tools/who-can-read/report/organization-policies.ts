import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import { everything, everythingPolicy } from '../policy/everything.ts';
import type { Caller, Organization } from '../principal/caller.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import type { AccessModel, Subject } from './access-model.ts';
import { organizationsNamed, subjectsInConditions } from './named-in-condition.ts';
import { otherAccount, rootSubject, samplePrincipal } from './principals.ts';
import { resourcePolicies } from './resource-policies.ts';
import { foreignAdministrator } from './sample-principals.ts';

/**
 * Returns the model with its account in an organization, which templates and the services of the account
 * do not name. The result has one more sample account, in the same organization and unit, whose
 * principals can do everything there. The sample account outside is not in an organization. The
 * organization of accounts that policies name is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
export function inOrganization(model: AccessModel, organization: Organization): AccessModel {
  const { account, stateMachine } = model;
  const outside = otherAccount(model);
  const placed = (caller: PartialKnowledge<Caller>): PartialKnowledge<Caller> => {
    const of = accountOf(caller);
    if (of === account) return changed(caller, organization);
    return of === outside ? changed(caller, null) : caller;
  };
  const fellows = membersOf(model, fellowsOf(model), organization);
  const known = model.subjects.map((one) => ({ ...one, caller: placed(one.caller) }));
  return {
    ...model,
    organization,
    stateMachine: { ...stateMachine, executionRole: placed(stateMachine.executionRole) },
    subjects: [...known, ...fellows, ...strangersTo(model, organization)],
    notes: [...model.notes, noteOn(model, organization)],
  };
}

/** Returns administrators of another member account. One has the name of the execution role. */
function fellowsOf(model: AccessModel): readonly Subject[] {
  const { partition } = model;
  const fellow = fellowAccount(model);
  const { principal } = upperBound(model.stateMachine.executionRole);
  const role = 'arn' in principal ? parseArn(principal.arn).resource.replace('role/', '') : 'role';
  const namesake = `a role of ${fellow} with the execution role's name`;
  return [
    rootSubject(model, fellow),
    foreignAdministrator(model, fellow),
    samplePrincipal('role', role, namesake, fellow, partition, everything),
  ];
}

/** Returns an administrator of an account for each other organization that a policy names. */
function strangersTo(model: AccessModel, { id: own }: Organization): readonly Subject[] {
  const policies = resourcePolicies(model);
  const others = organizationsNamed(policies).filter((id) => id !== own);
  return others.flatMap((id, at) => {
    const account = freeAccount(model, 666666666666 - at);
    return membersOf(model, [foreignAdministrator(model, account)], { id });
  });
}

/** Returns the principals of an account in an organization, including those that only conditions name. */
function membersOf(
  model: AccessModel,
  people: readonly Subject[],
  organization: Organization,
): readonly Subject[] {
  const accounts = [...new Set(people.flatMap(({ caller }) => accountOf(caller) ?? []))];
  const known = [...model.subjects, ...people];
  const unlisted = () =>
    knowledge([everythingPolicy('identity-policy', 'a policy that allows everything')]);
  const search = { accounts, unlisted, whole: [model.account] };
  const named = subjectsInConditions(model, resourcePolicies(model), known, search);
  return [...people, ...named].map((one) => ({
    ...one,
    caller: changed(one.caller, organization),
  }));
}

/** Returns an account that represents all other accounts of the organization. */
function fellowAccount(model: AccessModel): string {
  return freeAccount(model, 777777777777);
}

function freeAccount({ subjects }: AccessModel, first: number): string {
  const taken = new Set(subjects.map(({ caller }) => accountOf(caller)));
  let account = first;
  // A principal that a policy names can have that account number.
  while (taken.has(String(account))) account -= 1;
  return String(account);
}

function accountOf(caller: PartialKnowledge<Caller>): string | undefined {
  return principalFacts(upperBound(caller).principal).account;
}

function noteOn(model: AccessModel, { id, paths = [] }: Organization): string {
  const where = paths.length > 0 ? `at ${paths.join(', ')}` : 'organizational unit unknown';
  return `Account ${model.account} is assumed to be in organization ${id} (${where}), as the option says; AWS Organizations was not called. Account ${fellowAccount(model)} stands for every other account of it.`;
}

function changed(
  caller: PartialKnowledge<Caller>,
  organization: Organization | null,
): PartialKnowledge<Caller> {
  return knowledge({ ...upperBound(caller), organization }, unreadOf(caller));
}
