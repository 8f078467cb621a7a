import { atMost, reading } from '../../read/reading.ts';
import type { Situation, Subject } from '../situation.ts';
import { wayAlone } from './alone.ts';
import { type Ask, asking, either, together } from './ask.ts';
import { everything } from './itself.ts';
import { after, best, type Way } from './way.ts';

interface Newcomer {
  readonly kind: 'user' | 'role';
  readonly create: string;
  readonly give: readonly string[];
  /** What it takes to act as the newcomer; a new role can trust its maker from the start. */
  readonly use: readonly string[];
  readonly step: string;
}

const newcomers: readonly Newcomer[] = [
  {
    kind: 'role',
    create: 'iam:CreateRole',
    give: ['iam:PutRolePolicy', 'iam:AttachRolePolicy'],
    use: [],
    step: 'makes a role with more rights and assumes it (iam:CreateRole)',
  },
  {
    kind: 'user',
    create: 'iam:CreateUser',
    give: ['iam:PutUserPolicy', 'iam:AttachUserPolicy'],
    use: ['iam:CreateAccessKey'],
    step: 'makes a user with more rights and an access key of it (iam:CreateUser)',
  },
];

/**
 * The best way for somebody who makes a new identity and gives it every right.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_actions-resources-contextkeys.html
 */
export function wayByNewcomer(situation: Situation, subject: Subject): Way | undefined {
  const ask = asking(situation, subject.caller);
  const names = namesFor(situation);
  return best(
    newcomers.flatMap((newcomer) => names.map((name) => wayBy(situation, newcomer, name, ask))),
  );
}

/** A key policy may take whoever is named as the execution role is, before or behind a wildcard. */
function namesFor({ machine: { executionRole } }: Situation): readonly string[] {
  const { principal } = atMost(executionRole);
  if (!('arn' in principal)) return ['another'];
  const role = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
  return ['another', `${role}-another`, `another-${role}`];
}

function wayBy(
  situation: Situation,
  { kind, create, give, use, step }: Newcomer,
  name: string,
  ask: Ask,
): Way | undefined {
  const { partition, account, organization } = situation;
  const arn = `arn:${partition}:iam::${account}:${kind}/${name}`;
  // A newcomer with a permissions boundary would not do.
  const free = { 'iam:PermissionsBoundary': null };
  const may = together(
    ask(create, arn, free),
    either(...give.map((action) => ask(action, arn, free))),
    ...use.map((action) => ask(action, arn)),
  );
  if (may === 'no') return undefined;
  const another: Subject = {
    id: arn,
    name,
    origin: 'made up',
    caller: reading({
      principal: { kind, arn, tags: {} },
      identityPolicies: [everything],
      ...(organization ? { organization } : {}),
    }),
    managedPolicyArns: [],
    groupArns: [],
  };
  const rest = wayAlone(situation, another);
  return rest && after(may, [step], rest);
}
