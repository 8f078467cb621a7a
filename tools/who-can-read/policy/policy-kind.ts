import type { PolicyKind } from './policy-document.ts';

/** The rules for a kind of policy. */
export interface KindRule {
  /** `everyone`: required, and only `*` is valid. */
  readonly principal: 'required' | 'forbidden' | 'everyone';
  /** `expected`: a statement without it has no effect. */
  readonly resource: 'required' | 'expected' | 'forbidden';
  /** Pattern of a Sid, where AWS limits it. */
  readonly sid: RegExp;
  /** Size limit of the document in bytes, without white space. */
  readonly maxBytes?: number;
  /** Pattern that every action must match, if AWS limits it. */
  readonly action?: RegExp;
  /** The meaning of a Resource with fewer fields than the six fields of an ARN. */
  readonly incompleteArn: 'completed' | 'rejected' | 'not-documented';
  /** Elements that AWS does not support in this kind of policy. */
  readonly unsupported?: readonly string[];
  /** Whether the policy must be of version 2012-10-17. */
  readonly newVersionOnly?: boolean;
  /** Whether Allow is supported only in one statement, which allows everything. */
  readonly onlyDeny?: boolean;
}

const anySid = /^[\s\S]*$/;
const plainSid = /^[A-Za-z0-9]*$/;
const ofIdentity = {
  principal: 'forbidden',
  resource: 'required',
  sid: plainSid,
  incompleteArn: 'completed',
} as const;

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 * Key policies: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * (spaces in a Sid, a statement without Resource) and .../resource-limits.html (32 KB).
 * Trust policies, which do not support NotPrincipal:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 * Resource control policies:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 * Incomplete ARNs, also those in session policies:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const policyKinds: Readonly<Record<PolicyKind, KindRule>> = {
  'key-policy': {
    principal: 'required',
    resource: 'expected',
    sid: anySid,
    maxBytes: 32_768,
    incompleteArn: 'not-documented',
  },
  'resource-policy': {
    principal: 'required',
    resource: 'required',
    sid: anySid,
    incompleteArn: 'not-documented',
  },
  'trust-policy': {
    principal: 'required',
    resource: 'forbidden',
    sid: plainSid,
    action: /^sts:/i,
    incompleteArn: 'not-documented',
    unsupported: ['NotPrincipal'],
  },
  'identity-policy': ofIdentity,
  'session-policy': { ...ofIdentity, incompleteArn: 'rejected' },
  'permissions-boundary': ofIdentity,
  'service-control-policy': {
    principal: 'forbidden',
    resource: 'required',
    sid: anySid,
    incompleteArn: 'not-documented',
  },
  'resource-control-policy': {
    principal: 'everyone',
    resource: 'required',
    sid: anySid,
    incompleteArn: 'not-documented',
    unsupported: ['NotPrincipal', 'NotAction'],
    newVersionOnly: true,
    onlyDeny: true,
  },
};
