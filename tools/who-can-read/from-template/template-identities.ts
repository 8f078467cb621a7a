import {
  knowledge,
  type PartialKnowledge,
  type Unread,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import { all, any } from '../policy/ternary.ts';
import type { Group, Subject } from '../report/access-model.ts';
import { inAnySession } from '../report/session-tags.ts';
import { textOf } from '../template/either.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { hasHoles, hole, readable, sameText } from '../unknown-text.ts';
import {
  type Attached,
  certain,
  givenPolicies,
  holders,
  inlinePolicy,
  type Kind,
  managedOn,
  namesIn,
  sameName,
} from './attached-policies.ts';
import { managedPoliciesOf } from './managed-policies.ts';
import { type Item, list, ofType, optionalText, property } from './resource-properties.ts';
import { tagsOf } from './resource-tags.ts';
import { policyOf } from './template-policies.ts';

/** The principals of a template and their groups. */
export interface Identities {
  readonly subjects: readonly Subject[];
  readonly groups: readonly Group[];
}

/**
 * Returns the roles, users and groups of a template with their policies from all resources. Also returns
 * the identities of the account to which the template attaches a policy.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 * @throws InvalidPolicyError for a policy that IAM would reject.
 */
export function identitiesOf(template: TemplateResources): Identities {
  const reader = identityReader(template);
  const roles = ofType(template, 'AWS::IAM::Role').map(reader.role);
  const users = ofType(template, 'AWS::IAM::User').map(reader.user);
  const groups = ofType(template, 'AWS::IAM::Group').map(reader.group);
  const outside = reader.outside();
  const members = reader.members([...users, ...outside]);
  return { subjects: [...roles, ...users, ...outside, ...members], groups };
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

  /** Returns all policies of an identity: inline, managed, and attached by other resources. */
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
  const groupsOf = (resource: ResolvedResource) =>
    groupsNamed([
      ...list(resource, 'Groups'),
      ...additions
        .filter(
          (one) => any(list(one, 'Users').map((item) => sameName(item, resource.ref()))) !== 'no',
        )
        .map((one) => ({ value: property(one, 'GroupName') ?? null, mayExist: one.mayExist })),
    ]);

  const groupsNamed = (names: readonly Item[]) =>
    names.map((item) => {
      const name = textOf(item.value, 'Groups');
      const made = own.group.find((one) => sameText(one.ref(), name) === 'yes');
      return made
        ? { arn: made.attribute('Arn'), policies: policiesOf(made, 'group') }
        : {
            arn: `arn:${partition}:iam::${account}:group/${name}`,
            policies: outsidePolicies('group', name),
          };
    });

  /** Returns the other policies of an identity of the account, which are not in the template. */
  const outsidePolicies = (kind: Kind, name: string): readonly Attached[] => {
    // An identity with an unknown name cannot be given by name.
    const given = hasHoles(name)
      ? hole(readable(name))
      : template.value(
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
      // A stack can add its own tags to the tags of the template, and iam:TagRole can add tags later.
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

  const outsideUser = (name: string, groups: ReturnType<typeof groupsNamed>): Subject => {
    const ofGroups = groups.flatMap(({ policies }) => policies);
    const subject = outsideSubject('user', name, [...outsidePolicies('user', name), ...ofGroups]);
    return { ...subject, groupArns: groups.map(({ arn }) => arn) };
  };

  /** Groups to which the template adds a user of the account. */
  const additionsOf = (name: string) =>
    groupsNamed(
      additions
        .filter((one) => any(list(one, 'Users').map((item) => sameName(item, name))) !== 'no')
        .map((one) => ({ value: property(one, 'GroupName') ?? null, mayExist: one.mayExist })),
    );

  /** Returns identities that the template does not create, but gives a policy or a group. */
  const outside = (): readonly Subject[] => {
    const added = additions.flatMap((one) => list(one, 'Users'));
    const roles = outsideNames('role').map((name) =>
      outsideSubject('role', name, outsidePolicies('role', name)),
    );
    const users = outsideNames('user', added).map((name) => outsideUser(name, additionsOf(name)));
    const members = outsideNames('group').map((name) =>
      memberOf(name, outsidePolicies('group', name)),
    );
    return [...roles, ...users, ...members];
  };

  const outsideNames = (kind: Kind, more: readonly Item[] = []): readonly string[] => {
    const named = [...apart.flatMap((holder) => namesIn(holder, kind)), ...more];
    const names = named
      .map(({ value }) => textOf(value, 'Resources'))
      .filter((name) => !own[kind].some((one) => sameText(one.ref(), name) === 'yes'));
    return [...new Set(names)];
  };

  /** Returns a principal that represents the members of a group, which are not in the template. */
  const memberOf = (group: string, attached: readonly Attached[]): Subject => {
    const subject = outsideSubject('user', `a-member-of-${group}`, attached);
    const groupArn = `arn:${partition}:iam::${account}:group/${group}`;
    return {
      ...{ ...subject, name: `a member of group ${readable(group)}`, origin: 'sample' },
      groupArns: [groupArn],
    };
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

  /** Returns a principal for the members of a group of the template, if the template has no members. */
  const members = (users: readonly Subject[]): readonly Subject[] =>
    own.group
      .filter((one) => !users.some(({ groupArns }) => groupArns.includes(one.attribute('Arn'))))
      .map((one) => ({
        ...memberOf(one.ref(), policiesOf(one, 'group')),
        name: `a member of group ${one.logicalId}`,
        groupArns: [one.attribute('Arn')],
        ...(one.mayExist.length > 0 ? { mayExist: one.mayExist } : {}),
      }));

  return { role, user, group, outside, members };
}
