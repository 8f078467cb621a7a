import type { GroupDetail, PolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { InvalidPolicyError } from '../errors.ts';
import type { PolicyDocument, PolicyKind } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import type { Role, User } from '../principal/principal.ts';
import { allowAll } from './allow-all.ts';
import {
  knowledge,
  type PartialKnowledge,
  type Unread,
  unreadOf,
  upperBound,
} from './partial-knowledge.ts';
import type { PolicyLibrary } from './policy-library.ts';
import { parseDocument } from './policy-text.ts';
import { tagsOf } from './read-tags.ts';

/** A user or role of an account. */
export interface Identity {
  readonly arn: string;
  readonly caller: PartialKnowledge<Caller>;
  /** Only roles have one. */
  readonly trustPolicy?: PartialKnowledge<PolicyDocument>;
  /** ARNs of the managed policies attached to it or to its groups. */
  readonly managedPolicyArns: readonly string[];
  /** ARN of the managed policy that is its permissions boundary. */
  readonly boundaryArn?: string;
  /** ARNs of the groups that a user belongs to. */
  readonly groupArns: readonly string[];
}

/** The policies that a group gives to its members. */
export interface GroupIdentity {
  readonly arn: string;
  readonly name: string;
  readonly policies: readonly PartialKnowledge<PolicyDocument>[];
  readonly managedPolicyArns: readonly string[];
}

/** A group as GetAccountAuthorizationDetails answers it. */
export function groupIdentity(group: GroupDetail, library: PolicyLibrary): GroupIdentity {
  const managedPolicyArns = attachedArns(group);
  const inline = inlinePolicies(group.GroupPolicyList, `group ${group.GroupName}`);
  const policies = [...inline, ...managedPolicyArns.map((arn) => library.policy(arn))];
  return { arn: group.Arn ?? '', name: group.GroupName ?? '', policies, managedPolicyArns };
}

/** A user from GetAccountAuthorizationDetails, with the policies of its groups. */
export function userIdentity(
  user: UserDetail,
  groups: ReadonlyMap<string, GroupIdentity>,
  library: PolicyLibrary,
): Identity {
  const { Arn = '', UserId, Tags } = user;
  const ofGroups = (user.GroupList ?? []).map((name) => groups.get(name) ?? unknownGroup(name));
  const attached = attachedArns(user);
  const principal: User = { kind: 'user', arn: Arn, ...id('userId', UserId), tags: tagsOf(Tags) };
  const policies = [
    ...inlinePolicies(user.UserPolicyList, `user ${user.UserName}`),
    ...attached.map((arn) => library.policy(arn)),
    ...ofGroups.flatMap((group) => group.policies),
  ];
  return {
    arn: Arn,
    ...limited(principal, policies, user.PermissionsBoundary?.PermissionsBoundaryArn, library),
    managedPolicyArns: [...attached, ...ofGroups.flatMap((group) => group.managedPolicyArns)],
    groupArns: ofGroups.map((group) => group.arn),
  };
}

/** A group that was created while the account was read. */
function unknownGroup(name: string): GroupIdentity {
  const source = `policies of group ${name}`;
  const unread = { what: source, why: 'IAM did not list the group', code: 'NoSuchEntity' };
  const policies = [knowledge(allowAll('identity-policy', source), [unread])];
  return { arn: name, name, policies, managedPolicyArns: [] };
}

/** A role as GetAccountAuthorizationDetails answers it. */
export function roleIdentity(role: RoleDetail, library: PolicyLibrary): Identity {
  const { Arn = '', RoleId, Tags } = role;
  const attached = attachedArns(role);
  const principal: Role = { kind: 'role', arn: Arn, ...id('roleId', RoleId), tags: tagsOf(Tags) };
  const policies = [
    ...inlinePolicies(role.RolePolicyList, `role ${role.RoleName}`),
    ...attached.map((arn) => library.policy(arn)),
  ];
  const trust = `trust policy of role ${role.RoleName}`;
  return {
    arn: Arn,
    ...limited(principal, policies, role.PermissionsBoundary?.PermissionsBoundaryArn, library),
    trustPolicy: parsed(role.AssumeRolePolicyDocument, 'trust-policy', trust),
    managedPolicyArns: attached,
    groupArns: [],
  };
}

function limited(
  principal: User | Role,
  policies: readonly PartialKnowledge<PolicyDocument>[],
  boundaryArn: string | undefined,
  library: PolicyLibrary,
): { readonly caller: PartialKnowledge<Caller>; readonly boundaryArn?: string } {
  const limit = boundaryArn === undefined ? undefined : library.boundary(boundaryArn);
  const unread: readonly Unread[] = [...policies, ...(limit ? [limit] : [])].flatMap(unreadOf);
  const boundary = limit && upperBound(limit);
  const identityPolicies = policies.map(upperBound);
  const caller = { principal, identityPolicies, ...(boundary ? { boundary } : {}) };
  return {
    caller: knowledge(caller, unread),
    ...(boundaryArn === undefined ? {} : { boundaryArn }),
  };
}

function inlinePolicies(list: readonly PolicyDetail[] = [], owner: string) {
  return list.map(({ PolicyName, PolicyDocument }) =>
    parsed(PolicyDocument, 'identity-policy', `policy ${PolicyName} of ${owner}`),
  );
}

function parsed(
  text: string | undefined,
  kind: PolicyKind & ('identity-policy' | 'trust-policy'),
  source: string,
): PartialKnowledge<PolicyDocument> {
  try {
    return knowledge(parseDocument(text, kind, source));
  } catch (error) {
    if (!(error instanceof InvalidPolicyError)) throw error;
    const unread = { what: source, why: error.message, code: error.name };
    return knowledge(allowAll(kind, source), [unread]);
  }
}

function attachedArns({ AttachedManagedPolicies = [] }: GroupDetail | UserDetail | RoleDetail) {
  return AttachedManagedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []);
}

function id<Name extends string>(name: Name, value: string | undefined) {
  return value === undefined ? {} : { [name]: value };
}
