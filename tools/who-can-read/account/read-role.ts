import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import type { Role } from '../principal/principal.ts';
import { absentSessionKeys } from '../report/session-tags.ts';
import { allItems } from './all-pages.ts';
import { allowAll } from './allow-all.ts';
import { type PolicyHolder, readBoundary, readPolicies } from './attached.ts';
import { arnsOf, nameOf } from './names-of.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { tagsOf } from './read-tags.ts';
import { type SessionFacts, withSession } from './session-facts.ts';
import { unreadableLog } from './unreadable.ts';

/** A role: the permissions of its sessions, and the principals that can assume it. */
export interface RoleFacts {
  readonly caller: Caller;
  readonly trustPolicy: PolicyDocument;
}

/**
 * Returns a role with inline and attached policies, permissions boundary, tags and trust policy, and
 * what one session adds to it. The role's ARN is the one that IAM returns, so it has its path.
 * Needs iam:GetRole, ListRolePolicies, GetRolePolicy, ListAttachedRolePolicies, GetPolicy,
 * GetPolicyVersion.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
 * @param session what the request that made a session added to it.
 * @throws what IAM throws, unless it denies access; NoSuchEntityException for an unknown role.
 */
export async function readRole(
  iam: IAMClient,
  arn: string,
  session: SessionFacts = {},
): Promise<PartialKnowledge<RoleFacts>> {
  const log = unreadableLog();
  const RoleName = nameOf(arn);
  const what = `role ${RoleName} (trust policy, tags, permissions boundary)`;
  const [role, identityPolicies] = await Promise.all([
    log.attempt(
      what,
      async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role,
      undefined,
    ),
    readPolicies(iam, roleHolder(iam, RoleName), log),
  ]);
  const boundaryArn = role?.PermissionsBoundary?.PermissionsBoundaryArn;
  const { boundary } = await readBoundary(iam, boundaryArn, log);
  const source = `trust policy of role ${RoleName}`;
  const open = allowAll('trust-policy', source);
  const document = role?.AssumeRolePolicyDocument;
  const parse = async () => parseDocument(document, 'trust-policy', source);
  const trustPolicy = role ? await log.attempt(source, parse, open) : open;
  const principal: Role = {
    kind: 'role',
    arn: role?.Arn ?? arn,
    ...(role?.RoleId === undefined ? {} : { roleId: role.RoleId }),
    ...(role ? { tags: tagsOf(role.Tags) } : {}),
    ...absentSessionKeys(trustPolicy),
  };
  const caller = { principal, identityPolicies, ...(boundary ? { boundary } : {}) };
  return knowledge(
    { caller: await withSession(iam, caller, session, log), trustPolicy },
    log.unread,
  );
}

function roleHolder(iam: IAMClient, RoleName: string): PolicyHolder {
  return {
    name: `role ${RoleName}`,
    inlineNames: () =>
      allItems(paginateListRolePolicies({ client: iam }, { RoleName }), (p) => p.PolicyNames),
    inline: async (PolicyName, source) => {
      const found = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return parseDocument(found.PolicyDocument, 'identity-policy', source);
    },
    attachedArns: () =>
      allItems(paginateListAttachedRolePolicies({ client: iam }, { RoleName }), arnsOf),
  };
}
