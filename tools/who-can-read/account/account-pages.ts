import {
  type GroupDetail,
  type IAMClient,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';

/** The complete response of IAM about an account. */
export interface AccountDetails {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  readonly roles: readonly RoleDetail[];
  readonly policies: readonly ManagedPolicyDetail[];
}

/** Receives the counts of items that have been read. */
export type AccountProgress = (read: {
  readonly users: number;
  readonly roles: number;
  readonly policies: number;
}) => void;

/**
 * All pages of an account's identities and policies. Needs iam:GetAccountAuthorizationDetails.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 * @throws the errors of IAM, also a denial.
 */
export async function readAccountPages(
  iam: IAMClient,
  progress: AccountProgress = () => {},
): Promise<AccountDetails> {
  const users: UserDetail[] = [];
  const groups: GroupDetail[] = [];
  const roles: RoleDetail[] = [];
  const policies: ManagedPolicyDetail[] = [];
  const pages = paginateGetAccountAuthorizationDetails({ client: iam }, { MaxItems: 1000 });
  for await (const page of pages) {
    users.push(...(page.UserDetailList ?? []));
    groups.push(...(page.GroupDetailList ?? []));
    roles.push(...(page.RoleDetailList ?? []));
    policies.push(...(page.Policies ?? []));
    progress({ users: users.length, roles: roles.length, policies: policies.length });
  }
  return { users, groups, roles, policies };
}
