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

/** A KMS key as DescribeKey, GetKeyPolicy and ListGrants show it; what is left out is not known. */
export interface KmsKey {
  /** `arn:PARTITION:kms:REGION:ACCOUNT:key/ID` */
  readonly arn: string;
  /**
   * What is known of the ARN, as text with holes, where the account is unknown; `arn` then assumes an
   * account. Left out: `arn` is the ARN.
   */
  readonly partialArn?: string;
  readonly state: KeyState;
  /** The state could not be read, and `state` is the most that it can be. */
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
  /** Whether the key can have tags besides `tags`, which are then unknown; left out: it has not. */
  readonly moreTags?: boolean;
  /** `alias/NAME`, all of them. */
  readonly aliases?: readonly string[];
  /** The place of the key's account; null: in no organization. */
  readonly organization?: Organization | null;
  /** As service control policies: one list for each level, and every level must allow. */
  readonly resourceControlPolicies?: readonly (readonly PolicyDocument[])[];
}

/**
 * Returns whether a key is a symmetric encryption key, as far as that is known. Step Functions takes
 * no others, and only these take an encryption context.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export function isSymmetric({
  spec = 'SYMMETRIC_DEFAULT',
  usage = 'ENCRYPT_DECRYPT',
}: Pick<KmsKey, 'spec' | 'usage'>): boolean {
  return spec === 'SYMMETRIC_DEFAULT' && usage === 'ENCRYPT_DECRYPT';
}
