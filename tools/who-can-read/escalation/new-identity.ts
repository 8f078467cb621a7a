import { knowledge } from '../account/partial-knowledge.ts';
import type { Tags } from '../principal/principal.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import { pathByDirectChange } from './direct-changes.ts';
import { after, best, type EscalationPath } from './escalation-path.ts';
import { type Evaluate, eitherOf, evaluatorFor, together } from './evaluate-access.ts';
import { everyPermission } from './own-permissions.ts';
import { namesFor } from './principal-names.ts';
import { requestedTags } from './requested-tags.ts';

interface NewIdentity {
  readonly kind: 'user' | 'role';
  readonly create: string;
  readonly give: readonly string[];
  /** The steps to act as the new identity. A new role can trust its creator from the start. */
  readonly use: readonly string[];
  /** The steps to tag the new identity. The creator of a new role can tag its sessions from the start. */
  readonly tag: readonly string[];
  readonly step: string;
  readonly tagged: string;
}

const newIdentities: readonly NewIdentity[] = [
  {
    kind: 'role',
    create: 'iam:CreateRole',
    give: ['iam:PutRolePolicy', 'iam:AttachRolePolicy'],
    use: [],
    tag: [],
    step: 'creates a role with more permissions and assumes it (iam:CreateRole)',
    tagged:
      'creates a role with more permissions and assumes it with tags that policies require (iam:CreateRole)',
  },
  {
    kind: 'user',
    create: 'iam:CreateUser',
    give: ['iam:PutUserPolicy', 'iam:AttachUserPolicy'],
    use: ['iam:CreateAccessKey'],
    tag: ['iam:TagUser'],
    step: 'creates a user with more permissions and an access key for it (iam:CreateUser)',
    tagged:
      'creates a user with more permissions, the tags that policies require, and an access key (iam:CreateUser, iam:TagUser)',
  },
];

/**
 * Returns the best path for a principal that creates a new identity and gives it every permission.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_actions-resources-contextkeys.html
 */
export function pathByNewIdentity(
  model: AccessModel,
  subject: Subject,
): EscalationPath | undefined {
  const evaluate = evaluatorFor(model, subject.caller);
  return best(
    newIdentities.flatMap((newIdentity) =>
      namesFor(model, newIdentity.kind).map((name) => pathBy(model, newIdentity, name, evaluate)),
    ),
  );
}

function pathBy(
  model: AccessModel,
  newIdentity: NewIdentity,
  name: string,
  evaluate: Evaluate,
): EscalationPath | undefined {
  const { kind, create, give, use, tag } = newIdentity;
  const { partition, account } = model;
  const arn = `arn:${partition}:iam::${account}:${kind}/${name}`;
  // A new identity with a permissions boundary would not have every permission.
  const free = { 'iam:PermissionsBoundary': null };
  const creates = evaluate(create, arn, free);
  if (creates === 'no') return undefined;
  const may = together(
    creates,
    eitherOf(give, (action) => evaluate(action, arn, free)),
    ...use.map((action) => evaluate(action, arn)),
  );
  if (may === 'no') return undefined;
  const { path, tagged } = onwardFrom(model, kind, name, arn);
  const mayTag = together(may, ...tag.map((action) => evaluate(action, arn)));
  return best([
    path && after(may, [newIdentity.step], path),
    ...tagged.map((rest) => rest && after(mayTag, [newIdentity.tagged], rest)),
  ]);
}

/** The path of a new identity. */
interface Onward {
  readonly path: EscalationPath | undefined;
  /** With each set of tags that policies require. */
  readonly tagged: readonly (EscalationPath | undefined)[];
}

/** A cache, because every administrator could create the same new identities. */
const known = new WeakMap<AccessModel, Map<string, Onward>>();

function onwardFrom(
  model: AccessModel,
  kind: NewIdentity['kind'],
  name: string,
  arn: string,
): Onward {
  const onwards = known.get(model) ?? new Map<string, Onward>();
  known.set(model, onwards);
  const before = onwards.get(arn);
  if (before) return before;
  const { organization } = model;
  const withTags = (tags: Tags | undefined): Subject => ({
    id: arn,
    name,
    origin: 'sample',
    caller: knowledge({
      principal: { kind, arn, ...(tags ? { tags } : {}) },
      identityPolicies: [everyPermission],
      ...(organization ? { organization } : {}),
    }),
    managedPolicyArns: [],
    groupArns: [],
  });
  const plain = withTags({});
  const path = pathByDirectChange(model, plain);
  const tagged = requestedTags(model, plain).map((tags) =>
    pathByDirectChange(model, withTags(tags)),
  );
  onwards.set(arn, { path, tagged });
  return { path, tagged };
}
