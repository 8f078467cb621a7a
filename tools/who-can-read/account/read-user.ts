import {
  GetUserCommand,
  GetUserPolicyCommand,
  type IAMClient,
  paginateListAttachedUserPolicies,
  paginateListGroupsForUser,
  paginateListUserPolicies,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import type { User } from '../principal/principal.ts';
import { allItems } from './all-pages.ts';
import { allowAll } from './allow-all.ts';
import { readBoundary, readPolicies } from './attached.ts';
import { arnsOf, nameOf } from './names-of.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { groupHolder } from './read-group.ts';
import { tagsOf } from './read-tags.ts';
import { type UnreadableLog, unreadableLog } from './unreadable.ts';

/**
 * Returns a user with inline, attached and group policies, permissions boundary and tags.
 * Needs iam:GetUser, ListUserPolicies, GetUserPolicy, ListAttachedUserPolicies, ListGroupsForUser,
 * ListGroupPolicies, GetGroupPolicy, ListAttachedGroupPolicies, GetPolicy, GetPolicyVersion.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * @throws what IAM throws, unless it denies access; NoSuchEntityException for an unknown user.
 */
export async function readUser(iam: IAMClient, arn: string): Promise<PartialKnowledge<Caller>> {
  const log = unreadableLog();
  const UserName = nameOf(arn);
  const [user, own, ofGroups] = await Promise.all([
    log.attempt(
      `user ${UserName} (tags, permissions boundary)`,
      async () => (await iam.send(new GetUserCommand({ UserName }))).User,
      undefined,
    ),
    readPolicies(iam, userHolder(iam, UserName), log),
    readGroups(iam, UserName, log),
  ]);
  const { boundary } = await readBoundary(
    iam,
    user?.PermissionsBoundary?.PermissionsBoundaryArn,
    log,
  );
  const principal: User = {
    kind: 'user',
    arn: user?.Arn ?? arn,
    ...(user?.UserId === undefined ? {} : { userId: user.UserId }),
    ...(user ? { tags: tagsOf(user.Tags) } : {}),
  };
  const identityPolicies = [...own, ...ofGroups];
  return knowledge({ principal, identityPolicies, ...(boundary ? { boundary } : {}) }, log.unread);
}

async function readGroups(iam: IAMClient, UserName: string, log: UnreadableLog) {
  const what = `groups of user ${UserName}`;
  const list = () =>
    allItems(paginateListGroupsForUser({ client: iam }, { UserName }), ({ Groups }) => Groups);
  const groups = await log.attempt(what, list, undefined);
  if (!groups) return [allowAll('identity-policy', what)];
  const policies: readonly (readonly PolicyDocument[])[] = await Promise.all(
    groups.map(({ GroupName = '' }) => readPolicies(iam, groupHolder(iam, GroupName), log)),
  );
  return policies.flat();
}

function userHolder(iam: IAMClient, UserName: string) {
  return {
    name: `user ${UserName}`,
    inlineNames: () =>
      allItems(paginateListUserPolicies({ client: iam }, { UserName }), (p) => p.PolicyNames),
    inline: async (PolicyName: string, source: string) => {
      const found = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName }));
      return parseDocument(found.PolicyDocument, 'identity-policy', source);
    },
    attachedArns: () =>
      allItems(paginateListAttachedUserPolicies({ client: iam }, { UserName }), arnsOf),
  };
}
