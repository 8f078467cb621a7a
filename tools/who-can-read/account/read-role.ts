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
import { everyItem } from './all-pages.ts';
import { anything } from './allow-all.ts';
import { type PolicyHolder, readBoundary, readPolicies } from './attached.ts';
import { arnsOf, nameOf } from './names-of.ts';
import { type Reading, reading } from './partial-knowledge.ts';
import { parseDocument } from './policy-text.ts';
import { tagsOf } from './read-tags.ts';
import { type SessionFacts, withSession } from './session-facts.ts';
import { notebook } from './unreadable.ts';

/** A role: what its sessions may do, and who may make one. */
export interface RoleMaterial {
  readonly caller: Caller;
  readonly trustPolicy: PolicyDocument;
}

/**
 * A role with inline and attached policies, permissions boundary, tags and trust policy, and what
 * one session adds to it. The role's ARN is the one IAM answers, so it has its path.
 * Needs iam:GetRole, ListRolePolicies, GetRolePolicy, ListAttachedRolePolicies, GetPolicy,
 * GetPolicyVersion.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html
 * @throws what IAM throws, unless it is a refusal; NoSuchEntityException for an unknown role.
 */
export async function readRole(
  iam: IAMClient,
  arn: string,
  session: SessionFacts = {},
): Promise<Reading<RoleMaterial>> {
  const notes = notebook();
  const RoleName = nameOf(arn);
  const what = `role ${RoleName} (trust policy, tags, permissions boundary)`;
  const [role, identityPolicies] = await Promise.all([
    notes.read(
      what,
      async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role,
      undefined,
    ),
    readPolicies(iam, roleHolder(iam, RoleName), notes),
  ]);
  const boundaryArn = role?.PermissionsBoundary?.PermissionsBoundaryArn;
  const { boundary } = await readBoundary(iam, boundaryArn, notes);
  const source = `trust policy of role ${RoleName}`;
  const open = anything('trust-policy', source);
  const document = role?.AssumeRolePolicyDocument;
  const parse = async () => parseDocument(document, 'trust-policy', source);
  const trustPolicy = role ? await notes.read(source, parse, open) : open;
  const principal: Role = {
    kind: 'role',
    arn: role?.Arn ?? arn,
    ...(role?.RoleId === undefined ? {} : { roleId: role.RoleId }),
    ...(role ? { tags: tagsOf(role.Tags) } : {}),
  };
  const caller = { principal, identityPolicies, ...(boundary ? { boundary } : {}) };
  return reading(
    { caller: await withSession(iam, caller, session, notes), trustPolicy },
    notes.unread,
  );
}

function roleHolder(iam: IAMClient, RoleName: string): PolicyHolder {
  return {
    name: `role ${RoleName}`,
    inlineNames: () =>
      everyItem(paginateListRolePolicies({ client: iam }, { RoleName }), (p) => p.PolicyNames),
    inline: async (PolicyName, source) => {
      const found = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return parseDocument(found.PolicyDocument, 'identity-policy', source);
    },
    attachedArns: () =>
      everyItem(paginateListAttachedRolePolicies({ client: iam }, { RoleName }), arnsOf),
  };
}
