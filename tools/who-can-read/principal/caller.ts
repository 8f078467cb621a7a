import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Principal } from './principal.ts';

/** The organization of an account, and the position of the account in it. */
export interface Organization {
  /** `o-a1b2c3d4e5` */
  readonly id: string;
  /** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/` ...; leave out when not known. */
  readonly paths?: readonly string[];
}

/**
 * A principal with all policies that limit it in its own account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface Caller {
  readonly principal: Principal;
  /** Inline and managed policies of the user and its groups, or of the role. */
  readonly identityPolicies: readonly PolicyDocument[];
  /** The permissions boundary of the user or role, if it has one. */
  readonly boundary?: PolicyDocument;
  /**
   * The session policies that were passed when the session was created; empty or left out: none. Then only
   * a policy that names the session can allow a request of a federated user.
   */
  readonly sessionPolicies?: readonly PolicyDocument[];
  /**
   * One list for each level (root, each organizational unit, account): every level must allow, and a
   * level allows if one of its policies allows. Left out: service control policies are not evaluated.
   */
  readonly serviceControlPolicies?: readonly (readonly PolicyDocument[])[];
  /** Service control policies never limit the management account. */
  readonly inManagementAccount?: boolean;
  /** Null: the account is not in an organization. Left out: unknown. */
  readonly organization?: Organization | null;
  /** Unknown condition keys, in lower case, for a principal that represents many principals. */
  readonly unknownKeys?: readonly string[];
}
