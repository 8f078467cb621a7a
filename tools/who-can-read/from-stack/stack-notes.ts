import type { StackFacts } from '../account/index.ts';
import { unreadOf, upperBound } from '../account/partial-knowledge.ts';
import { readPolicyText } from '../account/service-error.ts';
import { parseArn } from '../arn.ts';

const ALWAYS = [
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
  'Service control policies, resource control policies and VPC endpoint policies are not read. They can only deny: with them, fewer principals can read.',
  // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
  'Executions and versions from before the workflow had its key are encrypted with an earlier key, or with an AWS owned key. That key is not evaluated.',
];

/** Returns the notes of the report. */
export function stackNotes(facts: StackFacts): readonly string[] {
  return [
    ...notesOnState(facts),
    ...notesOnExtras(facts),
    ...notesOnReplicas(facts),
    ...notesOnPermissions(facts),
    ...ALWAYS,
  ];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
function notesOnState({ stacks, stateMachine, executionRole }: StackFacts): readonly string[] {
  const gone = executionRole
    ? []
    : [
        `The execution role ${stateMachine.roleArn} does not exist any more: no execution can start. Stored executions can still be read.`,
      ];
  const changing = stacks.flatMap(({ name, status = '' }) => {
    if (status.endsWith('_IN_PROGRESS')) {
      return [`Stack ${name} is being changed (${status}): run the command again when it is done.`];
    }
    if (!status.endsWith('_FAILED')) return [];
    return [`Stack ${name} is in state ${status}: it can lack some of its resources.`];
  });
  return [...gone, ...changing];
}

function notesOnExtras({ unreadExtras = [] }: StackFacts): readonly string[] {
  return unreadExtras.map(
    ({ what, why }) => `Could not be read, and the answer does not need it: ${what} (${why}).`,
  );
}

/** Names the other Regions with evaluated keys. */
function notesOnReplicas({ replicas }: StackFacts): readonly string[] {
  const keys = [...(replicas?.values() ?? [])].flat();
  const regions = [...new Set(keys.map((key) => parseArn(upperBound(key).arn).region))];
  if (regions.length === 0) return [];
  return [`A key has replicas in ${regions.join(', ')}: each is evaluated with its own policy.`];
}

/** Returns the missing permissions of the denied reads, each once. */
export function missingPermissions(facts: StackFacts): readonly string[] {
  const { key, executionRole, replicas, activities, tables, account } = facts;
  const parts = [
    ...[key, executionRole, ...[...(replicas?.values() ?? [])].flat()],
    ...activities.map((one) => one.key),
    ...tables.flatMap((one) => [one.table, one.key]),
    ...(account?.identities ?? []).flatMap((one) => [one.caller, one.trustPolicy]),
  ];
  const unread = [
    ...facts.unread,
    ...(facts.unreadExtras ?? []),
    ...parts.flatMap((part) => (part ? unreadOf(part) : [])),
  ];
  return [...new Set(unread.flatMap(({ permission }) => permission ?? []))].toSorted();
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html */
function notesOnPermissions(facts: StackFacts): readonly string[] {
  const Action = missingPermissions(facts);
  if (Action.length === 0) return [];
  return [
    `Permissions are missing: ${Action.join(', ')}. Attach this policy to the user or role that runs the command: ${readPolicyText(Action)}`,
  ];
}
