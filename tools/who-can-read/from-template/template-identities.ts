import {
  knowledge,
  type PartialKnowledge,
  type Unread,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { all, any, type Ternary } from '../policy/ternary.ts';
import type { Group, Subject } from '../report/access-model.ts';
import { inAnySession } from '../report/session-tags.ts';
import { textOf } from '../template/either.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { type Json, objectAt } from '../template/json-value.ts';
import { isUnknown, readable, sameText } from '../unknown-text.ts';
import { type ManagedPolicies, managedPoliciesOf } from './managed-policies.ts';
import { type Item, list, ofType, optionalText, pathOf, property } from './resource-properties.ts';
import { tagsOf } from './resource-tags.ts';
import { policyOf, thatMayExist, unknownDocument } from './template-policies.ts';

/** A policy that stands apart from the identity that it is for, and how surely it is on it. */
interface Attached {
  readonly policy: PartialKnowledge<PolicyDocument>;
  /** Of a managed policy. */
  readonly arn?: string;
}

type Kind = 'role' | 'user' | 'group';

/** Resources that hold a policy, and the properties that name the identities it is for. */
const holders: Readonly<Record<string, Readonly<Partial<Record<Kind, string>>>>> = {
  'AWS::IAM::Policy': { role: 'Roles', user: 'Users', group: 'Groups' },
  'AWS::IAM::ManagedPolicy': { role: 'Roles', user: 'Users', group: 'Groups' },
  'AWS::IAM::RolePolicy': { role: 'RoleName' },
  'AWS::IAM::UserPolicy': { user: 'UserName' },
  'AWS::IAM::GroupPolicy': { group: 'GroupName' },
};

/** The principals of a template and their groups. */
export interface Identities {
  readonly subjects: readonly Subject[];
  readonly groups: readonly Group[];
}

/**
 * Returns the roles, users and groups of a template with their policies, whichever resource holds
 * those, and the identities of the account that the template gives a policy.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 * @throws InvalidPolicyError for a policy that IAM would reject.
 */
export function identitiesOf(template: TemplateResources): Identities {
  const reader = identityReader(template);
  const roles = ofType(template, 'AWS::IAM::Role').map(reader.role);
  const users = ofType(template, 'AWS::IAM::User').map(reader.user);
  const groups = ofType(template, 'AWS::IAM::Group').map(reader.group);
  return { subjects: [...roles, ...users, ...reader.outside()], groups };
}

function identityReader(template: TemplateResources) {
  const { partition, account } = template.location;
  const managed = managedPoliciesOf(template);
  const apart = ofType(template, ...Object.keys(holders));
  const additions = ofType(template, 'AWS::IAM::UserToGroupAddition');
  const own = {
    role: ofType(template, 'AWS::IAM::Role'),
    user: ofType(template, 'AWS::IAM::User'),
    group: ofType(template, 'AWS::IAM::Group'),
  };

  /** Policies that other resources attach to an identity. */
  const attachedTo = (kind: Kind, name: string): readonly Attached[] =>
    apart.flatMap((holder) => {
      const names = namesIn(holder, kind);
      const on = any(names.map((item) => all([sameName(item, name), certain(item.mayExist)])));
      if (on === 'no') return [];
      const why = on === 'yes' ? [] : [`whether ${holder.logicalId} is for ${readable(name)}`];
      const policy = knowledge(
        policyOf({
          json: property(holder, 'PolicyDocument'),
          kind: 'identity-policy',
          source: `policy ${holder.logicalId}`,
          mayExist: [...holder.mayExist, ...why],
        }),
      );
      return [
        { policy, ...(holder.type === 'AWS::IAM::ManagedPolicy' ? { arn: holder.ref() } : {}) },
      ];
    });

  /** All policies of an identity: inline, managed, and attached by other resources. */
  const policiesOf = (resource: ResolvedResource, kind: Kind): readonly Attached[] => {
    const found = [
      ...list(resource, 'Policies').map((item, at) => ({
        policy: inlinePolicy(resource, item, at),
      })),
      ...list(resource, 'ManagedPolicyArns').map((item) => managedOn(item, resource, managed)),
      ...attachedTo(kind, resource.ref()),
    ];
    const seen = new Set<string>();
    // A policy that is attached twice counts once.
    return found.filter(
      ({ arn }: Attached) => arn === undefined || (!seen.has(arn) && seen.add(arn)),
    );
  };

  const boundaryOf = (resource: ResolvedResource): PartialKnowledge<PolicyDocument> | undefined => {
    const arn = optionalText(resource, 'PermissionsBoundary');
    return arn === undefined ? undefined : managed(arn);
  };

  const group = (resource: ResolvedResource): Group => ({
    arn: resource.attribute('Arn'),
    name: resource.logicalId,
    policies: policiesOf(resource, 'group').map(({ policy }) => policy),
  });

  /** Groups of a user: of the template, and of the account. */
  const groupsOf = (resource: ResolvedResource) => {
    const names = [
      ...list(resource, 'Groups'),
      ...additions
        .filter(
          (one) => any(list(one, 'Users').map((item) => sameName(item, resource.ref()))) !== 'no',
        )
        .map((one) => ({ value: property(one, 'GroupName') ?? null, mayExist: one.mayExist })),
    ];
    return names.map((item) => {
      const name = textOf(item.value, pathOf(resource, 'Groups'));
      const made = own.group.find((one) => sameText(one.ref(), name) === 'yes');
      return made
        ? { arn: made.attribute('Arn'), policies: policiesOf(made, 'group') }
        : {
            arn: `arn:${partition}:iam::${account}:group/${name}`,
            policies: outsidePolicies('group', name),
          };
    });
  };

  /** Policies that an identity of the account has besides those of the template, which are unknown. */
  const outsidePolicies = (kind: Kind, name: string): readonly Attached[] => {
    const given = template.value(
      `${kind}:${name}`,
      `policies of ${kind} ${readable(name)}, which the template only names`,
    );
    return [...givenPolicies(given, `${kind} ${readable(name)}`), ...attachedTo(kind, name)];
  };

  const subjectOf = (
    resource: ResolvedResource,
    kind: 'role' | 'user',
    groups: ReturnType<typeof groupsOf>,
  ): Subject => {
    const attached = [...policiesOf(resource, kind), ...groups.flatMap(({ policies }) => policies)];
    const boundary = boundaryOf(resource);
    const tags = tagsOf(resource);
    const arn = resource.attribute('Arn');
    const existence: readonly Unread[] = resource.mayExist.map((why) => ({
      what: `whether ${resource.logicalId} exists`,
      why,
      code: 'MayExist',
    }));
    const caller = {
      // A stack can add tags of its own to those of the template, and so can iam:TagRole later.
      principal: { kind, arn, ...(tags ? { tags, moreTags: true } : {}) },
      identityPolicies: attached.map(({ policy }) => upperBound(policy)),
      ...(boundary ? { boundary: upperBound(boundary) } : {}),
    };
    const unread = [
      ...attached.map(({ policy }) => policy),
      ...(boundary ? [boundary] : []),
    ].flatMap(unreadOf);
    return {
      ...{ id: arn, name: resource.logicalId, logicalId: resource.logicalId, origin: 'template' },
      caller: knowledge(caller, [...existence, ...unread]),
      managedPolicyArns: attached.flatMap(({ arn: one }) => one ?? []),
      groupArns: groups.map((one) => one.arn),
      ...(resource.mayExist.length > 0 ? { mayExist: resource.mayExist } : {}),
    };
  };

  const role = (resource: ResolvedResource): Subject => {
    const subject = subjectOf(resource, 'role', []);
    const trustPolicy = knowledge(
      policyOf({
        json: property(resource, 'AssumeRolePolicyDocument'),
        kind: 'trust-policy',
        source: `trust policy of ${resource.logicalId}`,
      }),
    );
    return { ...subject, caller: inAnySession(subject.caller, trustPolicy), trustPolicy };
  };

  const user = (resource: ResolvedResource): Subject =>
    subjectOf(resource, 'user', groupsOf(resource));

  /** Identities that the template gives a policy and does not make. */
  const outside = (): readonly Subject[] => {
    const kinds = ['role', 'user'] as const;
    return kinds.flatMap((kind) => {
      const named = apart.flatMap((holder) => namesIn(holder, kind));
      const names = named
        .filter(({ value }) => !isUnknown(value))
        .map(({ value }) => textOf(value, 'Resources'))
        .filter((name) => !own[kind].some((one) => sameText(one.ref(), name) === 'yes'));
      return [...new Set(names)].map((name) =>
        outsideSubject(kind, name, outsidePolicies(kind, name)),
      );
    });
  };

  const outsideSubject = (
    kind: 'role' | 'user',
    name: string,
    attached: readonly Attached[],
  ): Subject => {
    const arn = `arn:${partition}:iam::${account}:${kind}/${name}`;
    return {
      ...{ id: arn, name: readable(name), origin: 'policy' },
      caller: knowledge(
        {
          principal: { kind, arn },
          identityPolicies: attached.map(({ policy }) => upperBound(policy)),
        },
        attached.flatMap(({ policy }) => unreadOf(policy)),
      ),
      managedPolicyArns: attached.flatMap(({ arn: one }) => one ?? []),
      groupArns: [],
    };
  };

  return { role, user, group, outside };
}

const certain = (mayExist: readonly string[]): Ternary =>
  mayExist.length === 0 ? 'yes' : 'unknown';

/** Names in a list of which nothing is known may be any. */
function sameName({ value }: Item, name: string): Ternary {
  return isUnknown(value)
    ? value === name
      ? 'yes'
      : 'unknown'
    : sameText(textOf(value, 'Resources'), name);
}

function namesIn(holder: ResolvedResource, kind: Kind): readonly Item[] {
  const name = holders[holder.type]?.[kind];
  return name === undefined ? [] : list(holder, name);
}

function managedOn(
  { value, mayExist }: Item,
  resource: ResolvedResource,
  managed: ManagedPolicies,
): Attached {
  const arn = textOf(value, pathOf(resource, 'ManagedPolicyArns'));
  const policy = managed(arn);
  return { arn, policy: knowledge(thatMayExist(upperBound(policy), mayExist), unreadOf(policy)) };
}

function inlinePolicy(
  resource: ResolvedResource,
  { value, mayExist }: Item,
  at: number,
): PartialKnowledge<PolicyDocument> {
  const path = pathOf(resource, `Policies[${at}]`);
  if (isUnknown(value)) {
    return unknownDocument(
      'identity-policy',
      `policies of ${resource.logicalId}`,
      `they are ${readable(value)}`,
    );
  }
  const { PolicyName: name = 'without a name', PolicyDocument: document } = objectAt(value, path);
  const called = readable(textOf(name, `${path}.PolicyName`));
  const source = `policy ${called} of ${resource.logicalId}`;
  return knowledge(policyOf({ json: document, kind: 'identity-policy', source, mayExist }));
}

/** Documents that were given for an identity of the account: one, a list, or none. */
function givenPolicies(given: Json, what: string): readonly Attached[] {
  const source = `policies of ${what}`;
  if (isUnknown(given)) {
    return [
      { policy: unknownDocument('identity-policy', source, 'the template does not hold them') },
    ];
  }
  const all: readonly Json[] = Array.isArray(given) ? given : [given];
  return all.map((json) => ({
    policy: knowledge(policyOf({ json, kind: 'identity-policy', source })),
  }));
}
