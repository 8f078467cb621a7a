import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Organization } from '../principal/caller.ts';
import type { Grant } from './grant.ts';

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type KeyState =
  | 'Enabled'
  | 'Disabled'
  | 'PendingDeletion'
  | 'PendingImport'
  | 'Unavailable'
  | 'Creating'
  | 'Updating'
  | 'PendingReplicaDeletion';

/** A KMS key, as DescribeKey, GetKeyPolicy and ListGrants show it. A missing property is unknown. */
export interface KmsKey {
  /** `arn:PARTITION:kms:REGION:ACCOUNT:key/ID` */
  readonly arn: string;
  /**
   * The known parts of the ARN, as text with holes, if the account is unknown; `arn` then has an assumed
   * account. Left out: `arn` is the ARN.
   */
  readonly partialArn?: string;
  readonly state: KeyState;
  /** The state could not be read, and `state` is the most permissive possible value. */
  readonly stateUnknown?: boolean;
  readonly policy: PolicyDocument;
  readonly grants: readonly Grant[];
  /** `SYMMETRIC_DEFAULT`, ... */
  readonly spec?: string;
  /** `ENCRYPT_DECRYPT`, ... */
  readonly usage?: string;
  /** `AWS_KMS`, `EXTERNAL`, ... */
  readonly origin?: string;
  readonly multiRegion?: boolean;
  /** Of a multi-Region key. */
  readonly multiRegionKeyType?: 'PRIMARY' | 'REPLICA';
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether the key can have more, unknown tags than `tags` (default: no). */
  readonly moreTags?: boolean;
  /** All aliases, as `alias/NAME`. */
  readonly aliases?: readonly string[];
  /** The organization of the key's account; null: the account is not in an organization. */
  readonly organization?: Organization | null;
  /** One list for each level, as for service control policies. Every level must allow. */
  readonly resourceControlPolicies?: readonly (readonly PolicyDocument[])[];
}

/** Returns all policies of a key, also those of its organization. */
export function policiesOfKey({
  policy,
  resourceControlPolicies = [],
}: Pick<KmsKey, 'policy' | 'resourceControlPolicies'>): readonly PolicyDocument[] {
  return [policy, ...resourceControlPolicies.flat()];
}

/**
 * Returns whether a key is a symmetric encryption key, as far as that is known. Step Functions accepts
 * only these keys, and only these keys support an encryption context.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function isSymmetric({
  spec = 'SYMMETRIC_DEFAULT',
  usage = 'ENCRYPT_DECRYPT',
}: Pick<KmsKey, 'spec' | 'usage'>): boolean {
  return spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT';
}
