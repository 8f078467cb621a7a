import type { IAMClient } from '@aws-sdk/client-iam';
import { type AccountProgress, readAccountPages } from './account-pages.ts';
import { type PolicyLibrary, policyLibrary } from './policy-library.ts';
import {
  type GroupIdentity,
  groupIdentity,
  type Identity,
  roleIdentity,
  userIdentity,
} from './read-identity.ts';

/** Every user, role and group of an account. */
export interface Account {
  readonly identities: readonly Identity[];
  readonly groups: readonly GroupIdentity[];
}

/**
 * Reads and returns all users, roles and groups of an account. Each managed policy is parsed once. A
 * policy that is not in the response (on some endpoints, an AWS managed policy) is fetched separately.
 * Needs iam:GetAccountAuthorizationDetails, GetPolicy, GetPolicyVersion.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 * @param progress gets the counts of items after each page.
 * @throws the errors of IAM for the account itself, including denials.
 */
export async function readAccount(iam: IAMClient, progress?: AccountProgress): Promise<Account> {
  const details = await readAccountPages(iam, progress);
  const library: PolicyLibrary = await policyLibrary(iam, details);
  const groups = new Map(
    details.groups.map((group) => [group.GroupName ?? '', groupIdentity(group, library)] as const),
  );
  return {
    identities: [
      ...details.users.map((user) => userIdentity(user, groups, library)),
      ...details.roles.map((role) => roleIdentity(role, library)),
    ],
    groups: [...groups.values()],
  };
}
