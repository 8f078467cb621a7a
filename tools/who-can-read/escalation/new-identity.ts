import { knowledge } from '../account/partial-knowledge.ts';
import type { Tags } from '../principal/principal.ts';
import type { Situation, Subject } from '../report/access-model.ts';
import { wayAlone } from './direct-changes.ts';
import { after, best, type Way } from './escalation-path.ts';
import { type Ask, asking, either, together } from './evaluate-access.ts';
import { everything } from './own-permissions.ts';
import { namesFor } from './principal-names.ts';
import { tagsAsked } from './tags-asked.ts';

interface Newcomer {
  readonly kind: 'user' | 'role';
  readonly create: string;
  readonly give: readonly string[];
  /** What it takes to act as the newcomer; a new role can trust its maker from the start. */
  readonly use: readonly string[];
  /** What it takes to tag the newcomer; sessions of a new role its maker may tag from the start. */
  readonly tag: readonly string[];
  readonly step: string;
  readonly tagged: string;
}

const newcomers: readonly Newcomer[] = [
  {
    kind: 'role',
    create: 'iam:CreateRole',
    give: ['iam:PutRolePolicy', 'iam:AttachRolePolicy'],
    use: [],
    tag: [],
    step: 'makes a role with more rights and assumes it (iam:CreateRole)',
    tagged:
      'makes a role with more rights and assumes it with tags that policies ask for (iam:CreateRole)',
  },
  {
    kind: 'user',
    create: 'iam:CreateUser',
    give: ['iam:PutUserPolicy', 'iam:AttachUserPolicy'],
    use: ['iam:CreateAccessKey'],
    tag: ['iam:TagUser'],
    step: 'makes a user with more rights and an access key of it (iam:CreateUser)',
    tagged:
      'makes a user with more rights and tags that policies ask for, and an access key of it (iam:CreateUser, iam:TagUser)',
  },
];

/**
 * The best way for somebody who makes a new identity and gives it every right.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_actions-resources-contextkeys.html
 */
export function wayByNewcomer(situation: Situation, subject: Subject): Way | undefined {
  const ask = asking(situation, subject.caller);
  return best(
    newcomers.flatMap((newcomer) =>
      namesFor(situation, newcomer.kind).map((name) => wayBy(situation, newcomer, name, ask)),
    ),
  );
}

function wayBy(situation: Situation, newcomer: Newcomer, name: string, ask: Ask): Way | undefined {
  const { kind, create, give, use, tag } = newcomer;
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
  const tagged = (tags: Tags | undefined): Subject => ({
    id: arn,
    name,
    origin: 'made up',
    caller: knowledge({
      principal: { kind, arn, ...(tags ? { tags } : {}) },
      identityPolicies: [everything],
      ...(organization ? { organization } : {}),
    }),
    managedPolicyArns: [],
    groupArns: [],
  });
  const plain = tagged({});
  const way = wayAlone(situation, plain);
  const mayTag = together(may, ...tag.map((action) => ask(action, arn)));
  return best([
    way && after(may, [newcomer.step], way),
    ...tagsAsked(situation, plain).map((tags) => {
      const rest = wayAlone(situation, tagged(tags));
      return rest && after(mayTag, [newcomer.tagged], rest);
    }),
  ]);
}
