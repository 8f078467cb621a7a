import type { PolicyKind } from './policy-document.ts';

/** What a kind of policy must and must not have. */
export interface KindRule {
  /** `everyone`: required, and nothing but `*`. */
  readonly principal: 'required' | 'forbidden' | 'everyone';
  readonly resource: 'required' | 'forbidden';
  /** Pattern of a Sid, where AWS limits it. */
  readonly sid: RegExp;
  /** Size limit of the document in bytes, without white space. */
  readonly maxBytes?: number;
  /** Pattern that every action must fit, where AWS limits it. */
  readonly action?: RegExp;
}

const anySid = /^[\s\S]*$/;
const plainSid = /^[A-Za-z0-9]*$/;
const ofIdentity = { principal: 'forbidden', resource: 'required', sid: plainSid } as const;

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 * Key policies: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * (spaces in a Sid, Resource required) and .../resource-limits.html (32 KB).
 * Resource control policies:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export const policyKinds: Readonly<Record<PolicyKind, KindRule>> = {
  'key-policy': { principal: 'required', resource: 'required', sid: anySid, maxBytes: 32_768 },
  'resource-policy': { principal: 'required', resource: 'required', sid: anySid },
  'trust-policy': {
    principal: 'required',
    resource: 'forbidden',
    sid: plainSid,
    action: /^sts:/i,
  },
  'identity-policy': ofIdentity,
  'session-policy': ofIdentity,
  'permissions-boundary': ofIdentity,
  'service-control-policy': { principal: 'forbidden', resource: 'required', sid: anySid },
  'resource-control-policy': { principal: 'everyone', resource: 'required', sid: anySid },
};
