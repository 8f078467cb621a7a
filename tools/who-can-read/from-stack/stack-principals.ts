import type { Identity, StackFacts, StackResource } from '../account/index.ts';
import { knowledge, unreadOf, upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { Subject } from '../report/access-model.ts';
import { inAnySession } from '../report/session-tags.ts';

/**
 * Returns a row for each user and role of the account. If the account cannot be listed, only the execution
 * role is known.
 */
export function stackPrincipals(facts: StackFacts): readonly Subject[] {
  const { account, stacks } = facts;
  const resources = stacks.flatMap((stack) => stack.resources);
  if (account) return account.identities.map((one) => subjectOf(one, resources));
  return executionRoleOf(facts, resources);
}

function subjectOf(identity: Identity, resources: readonly StackResource[]): Subject {
  const { arn, trustPolicy, managedPolicyArns, groupArns } = identity;
  const caller = inAnySession(identity.caller, trustPolicy);
  return {
    ...{ id: arn, origin: 'account', caller, managedPolicyArns, groupArns },
    ...namesOf(arn, resources),
    ...(trustPolicy ? { trustPolicy } : {}),
  };
}

/** A user or role that the stack created has the name that the template gives it. */
function namesOf(
  arn: string,
  resources: readonly StackResource[],
): Pick<Subject, 'name' | 'logicalId'> {
  const { resource } = parseArn(arn);
  const type = resource.startsWith('role/') ? 'AWS::IAM::Role' : 'AWS::IAM::User';
  const shortName = resource.slice(resource.lastIndexOf('/') + 1);
  const made = resources.find((one) => one.type === type && one.physicalId === shortName);
  return made ? { name: made.logicalId, logicalId: made.logicalId } : { name: resource };
}

function executionRoleOf(
  { executionRole }: StackFacts,
  resources: readonly StackResource[],
): readonly Subject[] {
  if (!executionRole) return [];
  const { caller, trustPolicy } = upperBound(executionRole);
  const { principal } = caller;
  const id = 'arn' in principal ? principal.arn : '';
  return [
    {
      ...{ id, origin: 'account' },
      ...namesOf(id, resources),
      caller: inAnySession(knowledge(caller, unreadOf(executionRole)), knowledge(trustPolicy)),
      trustPolicy: knowledge(trustPolicy, unreadOf(executionRole)),
      managedPolicyArns: [],
      groupArns: [],
    },
  ];
}
