/** A local user or role that calls AWS in the demo and the labs. */
export type Identity = {
  /** What this identity is for, for people. */
  readonly purpose: string;
  /** Actions that its identity policy allows, on all resources. */
  readonly allows: readonly string[];
} & (
  | { readonly kind: 'user' }
  /** A role that the named user can assume. */
  | { readonly kind: 'role'; readonly assumedBy: string }
);

const READ_STEP_FUNCTIONS = ['states:Describe*', 'states:Get*', 'states:List*'];

/**
 * The identities of the post. They work with the workflow, and none of them can read it. The key policy
 * alone decides what each of them can do with the key.
 */
export const IDENTITIES = {
  operator: {
    kind: 'user',
    purpose: 'can call every Step Functions API, and has no permission on the key',
    allows: ['states:*'],
  },
  developer: {
    kind: 'user',
    purpose: 'can deploy: an administrator with every permission in the account',
    allows: ['*'],
  },
  'key-administrator': {
    kind: 'user',
    purpose: 'administers keys: IAM allows kms:* and the read actions of Step Functions',
    allows: ['kms:*', ...READ_STEP_FUNCTIONS],
  },
  auditor: {
    kind: 'role',
    purpose: 'a role for AuditorRoleArn: IAM allows the read actions of Step Functions',
    assumedBy: 'staff',
    allows: READ_STEP_FUNCTIONS,
  },
  staff: {
    kind: 'user',
    purpose: 'can assume the role auditor, and nothing else',
    allows: ['sts:AssumeRole'],
  },
} as const satisfies Record<string, Identity>;

export type IdentityName = keyof typeof IDENTITIES;

export const identityNames = Object.keys(IDENTITIES) as IdentityName[];

/** ARN of the role that the demo names as `AuditorRoleArn`. */
export const auditorRoleArn = (account: string): string => `arn:aws:iam::${account}:role/auditor`;
