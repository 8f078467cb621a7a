import type { Condition } from './conditions/condition.ts';
import type { PrincipalPattern } from './principal-pattern.ts';
import type { ValuePattern } from './value-pattern.ts';

/**
 * The kind of policy. It determines the elements that the policy can have and must have.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
 */
export type PolicyKind =
  | 'key-policy'
  | 'identity-policy'
  | 'session-policy'
  | 'permissions-boundary'
  | 'service-control-policy'
  | 'resource-control-policy'
  | 'resource-policy'
  | 'trust-policy';

/** A parsed policy that can be evaluated many times. Only parsePolicy creates it. */
export interface PolicyDocument {
  readonly kind: PolicyKind;
  /** Name of the policy as shown in verdicts: `key policy`, `role/Deployer: inline Deploy`. */
  readonly source: string;
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly Statement[];
}

/** Patterns of an element, and whether the element was its `Not` form. */
export interface Patterns<Pattern> {
  readonly negated: boolean;
  readonly patterns: readonly Pattern[];
}

export interface Statement {
  readonly source: string;
  readonly sid?: string;
  /** Position in the document, from 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  /** Left out if the kind of policy has no Principal. */
  readonly principals?: Patterns<PrincipalPattern>;
  readonly actions: Patterns<ValuePattern>;
  /** Left out in a trust policy. */
  readonly resources?: Patterns<ValuePattern>;
  readonly conditions: readonly Condition[];
  /**
   * Why the result of the statement is `unknown` even if everything else matches: its Effect or a part of
   * its Condition is a hole, or it depends on an unknown condition of the template. The items are holes, by
   * the names that verdicts show, or plain words. Left out: no such reason.
   */
  readonly mayExist?: readonly string[];
}
