import type { GroupDetail, PolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { InvalidPolicyError } from '../errors.ts';
import type { PolicyDocument, PolicyKind } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import type { Role, User } from '../principal/principal.ts';
import { anything } from './allow-all.ts';
import { atMost, type Reading, reading, type Unread, unreadOf } from './partial-knowledge.ts';
import type { Library } from './policy-library.ts';
import { parseDocument } from './policy-text.ts';
import type { Identity } from './read-account.ts';
import { tagsOf } from './read-tags.ts';

/** What a group gives to its members. */
export interface GroupIdentity {
  readonly arn: string;
  readonly name: string;
  readonly policies: readonly Reading<PolicyDocument>[];
  readonly managedPolicyArns: readonly string[];
}

/** A group as GetAccountAuthorizationDetails answers it. */
export function groupIdentity(group: GroupDetail, library: Library): GroupIdentity {
  const managedPolicyArns = attachedArns(group);
  const inline = inlinePolicies(group.GroupPolicyList, `group ${group.GroupName}`);
  const policies = [...inline, ...managedPolicyArns.map((arn) => library.policy(arn))];
  return { arn: group.Arn ?? '', name: group.GroupName ?? '', policies, managedPolicyArns };
}

/** A user as GetAccountAuthorizationDetails answers it, with what its groups give. */
export function userIdentity(
  user: UserDetail,
  groups: ReadonlyMap<string, GroupIdentity>,
  library: Library,
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

/** A group that was made while the account was read. */
function unknownGroup(name: string): GroupIdentity {
  const source = `policies of group ${name}`;
  const unread = { what: source, why: 'IAM did not list the group', code: 'NoSuchEntity' };
  const policies = [reading(anything('identity-policy', source), [unread])];
  return { arn: name, name, policies, managedPolicyArns: [] };
}

/** A role as GetAccountAuthorizationDetails answers it. */
export function roleIdentity(role: RoleDetail, library: Library): Identity {
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
  policies: readonly Reading<PolicyDocument>[],
  boundaryArn: string | undefined,
  library: Library,
): { readonly caller: Reading<Caller>; readonly boundaryArn?: string } {
  const limit = boundaryArn === undefined ? undefined : library.boundary(boundaryArn);
  const unread: readonly Unread[] = [...policies, ...(limit ? [limit] : [])].flatMap(unreadOf);
  const boundary = limit && atMost(limit);
  const identityPolicies = policies.map(atMost);
  const caller = { principal, identityPolicies, ...(boundary ? { boundary } : {}) };
  return {
    caller: reading(caller, unread),
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
): Reading<PolicyDocument> {
  try {
    return reading(parseDocument(text, kind, source));
  } catch (error) {
    if (!(error instanceof InvalidPolicyError)) throw error;
    const unread = { what: source, why: error.message, code: error.name };
    return reading(anything(kind, source), [unread]);
  }
}

function attachedArns({ AttachedManagedPolicies = [] }: GroupDetail | UserDetail | RoleDetail) {
  return AttachedManagedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []);
}

function id<Name extends string>(name: Name, value: string | undefined) {
  return value === undefined ? {} : { [name]: value };
}
