import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Principal } from './principal.ts';

/** The place of an account in AWS Organizations. */
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
   * The policies passed when the session was made; empty or left out: none were passed. Then a
   * federated user can do only what a policy allows to the session by name.
   */
  readonly sessionPolicies?: readonly PolicyDocument[];
  /**
   * One list for each level (root, each organizational unit, account): every level must allow, and a
   * level allows when one of its policies does. Left out: no service control policy is looked at.
   */
  readonly serviceControlPolicies?: readonly (readonly PolicyDocument[])[];
  /** Service control policies never limit the management account. */
  readonly inManagementAccount?: boolean;
  /** Null: the account is in no organization. Left out: not known. */
  readonly organization?: Organization | null;
  /** Condition keys of which nothing is known, lower-cased, for a principal that stands for many. */
  readonly unknownKeys?: readonly string[];
}
