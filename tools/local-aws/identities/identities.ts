/** Somebody who calls AWS in the demo and the labs. */
export type Identity = {
  /** What this identity is for, as it is shown to a person. */
  readonly purpose: string;
  /** Actions that its identity policy allows, on everything. */
  readonly allows: readonly string[];
} & (
  | { readonly kind: 'user' }
  /** A role that the named user may assume. */
  | { readonly kind: 'role'; readonly assumedBy: string }
);

const READ_STEP_FUNCTIONS = ['states:Describe*', 'states:Get*', 'states:List*'];

/**
 * The cast of the post: who works with the workflow, and none of whom may read it. What each of them
 * may do with the key is decided by the key policy alone.
 */
export const IDENTITIES = {
  operator: {
    kind: 'user',
    purpose: 'may call every Step Functions API, and has no permission on the key',
    allows: ['states:*'],
  },
  developer: {
    kind: 'user',
    purpose: 'may deploy: everything in the account, as an administrator',
    allows: ['*'],
  },
  'key-administrator': {
    kind: 'user',
    purpose: 'administers keys: kms:* by IAM, and may call the Step Functions API for reading',
    allows: ['kms:*', ...READ_STEP_FUNCTIONS],
  },
  auditor: {
    kind: 'role',
    purpose: 'a role for AuditorRoleArn: may call the Step Functions API for reading',
    assumedBy: 'staff',
    allows: READ_STEP_FUNCTIONS,
  },
  staff: {
    kind: 'user',
    purpose: 'may become the auditor and nothing else',
    allows: ['sts:AssumeRole'],
  },
} as const satisfies Record<string, Identity>;

export type IdentityName = keyof typeof IDENTITIES;

export const identityNames = Object.keys(IDENTITIES) as IdentityName[];

/** ARN of the role that the demo names as `AuditorRoleArn`. */
export const auditorRoleArn = (account: string): string => `arn:aws:iam::${account}:role/auditor`;
