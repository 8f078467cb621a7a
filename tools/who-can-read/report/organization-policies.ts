import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Caller, Organization } from '../principal/caller.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import type { Situation, Subject } from './access-model.ts';
import { organizationsNamed, subjectsInConditions } from './named-in-condition.ts';
import { madeUp, otherAccount, rootSubject } from './principals.ts';
import { resourcePolicies } from './resource-policies.ts';
import { everything, foreignAdministrator } from './sample-principals.ts';

const ALL = { Version: '2012-10-17', Statement: everything };

/**
 * The situation with its account in an organization, which neither a template nor the account's
 * own services tell. The account that is made up as another is in none; a fellow account is added,
 * of the same organization and unit, whose people may do everything there. Of accounts that
 * policies name nothing is known.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
export function inOrganization(situation: Situation, organization: Organization): Situation {
  const { account, machine } = situation;
  const outside = otherAccount(situation);
  const placed = (caller: PartialKnowledge<Caller>): PartialKnowledge<Caller> => {
    const of = accountOf(caller);
    if (of === account) return changed(caller, organization);
    return of === outside ? changed(caller, null) : caller;
  };
  const fellows = membersOf(situation, fellowsOf(situation), organization);
  const known = situation.subjects.map((one) => ({ ...one, caller: placed(one.caller) }));
  return {
    ...situation,
    organization,
    machine: { ...machine, executionRole: placed(machine.executionRole) },
    subjects: [...known, ...fellows, ...strangersTo(situation, organization)],
    notes: [...situation.notes, noteOn(situation, organization)],
  };
}

/** The strongest of a fellow account: one of them goes by the name of the execution role. */
function fellowsOf(situation: Situation): readonly Subject[] {
  const { partition } = situation;
  const fellow = fellowAccount(situation);
  const { principal } = upperBound(situation.machine.executionRole);
  const role = 'arn' in principal ? parseArn(principal.arn).resource.replace('role/', '') : 'role';
  const namesake = `a role of ${fellow} named as the execution role is`;
  return [
    rootSubject(situation, fellow),
    foreignAdministrator(situation, fellow),
    madeUp('role', role, namesake, fellow, partition, everything),
  ];
}

/** Those of other organizations that a policy names: an administrator of an account of each. */
function strangersTo(situation: Situation, { id: own }: Organization): readonly Subject[] {
  const policies = resourcePolicies(situation);
  const others = organizationsNamed(policies).filter((id) => id !== own);
  return others.flatMap((id, at) => {
    const account = freeAccount(situation, 666666666666 - at);
    return membersOf(situation, [foreignAdministrator(situation, account)], { id });
  });
}

/** People of an account, and those of it whom only conditions name, in an organization. */
function membersOf(
  situation: Situation,
  people: readonly Subject[],
  organization: Organization,
): readonly Subject[] {
  const accounts = [...new Set(people.flatMap(({ caller }) => accountOf(caller) ?? []))];
  const known = [...situation.subjects, ...people];
  const unlisted = () => knowledge([parsePolicy(ALL, 'identity-policy', 'a policy of everything')]);
  const search = { accounts, unlisted, whole: [situation.account] };
  const named = subjectsInConditions(situation, resourcePolicies(situation), known, search);
  return [...people, ...named].map((one) => ({
    ...one,
    caller: changed(one.caller, organization),
  }));
}

/** Stands for every other account of the organization. */
function fellowAccount(situation: Situation): string {
  return freeAccount(situation, 777777777777);
}

function freeAccount({ subjects }: Situation, first: number): string {
  const taken = new Set(subjects.map(({ caller }) => accountOf(caller)));
  let account = first;
  // Somebody whom a policy names may be of an account of that number.
  while (taken.has(String(account))) account -= 1;
  return String(account);
}

function accountOf(caller: PartialKnowledge<Caller>): string | undefined {
  return principalFacts(upperBound(caller).principal).account;
}

function noteOn(situation: Situation, { id, paths = [] }: Organization): string {
  const where = paths.length > 0 ? `at ${paths.join(', ')}` : 'its organizational unit not known';
  return `Account ${situation.account} is taken to be in organization ${id} (${where}), as was said; nobody asked AWS Organizations. Account ${fellowAccount(situation)} stands for every other account of it.`;
}

function changed(
  caller: PartialKnowledge<Caller>,
  organization: Organization | null,
): PartialKnowledge<Caller> {
  return knowledge({ ...upperBound(caller), organization }, unreadOf(caller));
}
