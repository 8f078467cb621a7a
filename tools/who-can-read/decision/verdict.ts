import type { RuleId } from './rule-ids.ts';

export type Outcome = 'allowed' | 'denied' | 'unknown';

/** A statement, as a verdict names it. */
export interface StatementRef {
  readonly source: string;
  readonly sid?: string;
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
}

/** A condition because of which a statement does not apply, or might not apply. */
export interface FailedCondition {
  readonly statement: StatementRef;
  /** As written in the policy: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  /** The values in the request; `absent` without a value, `unknown` if the values are unknown. */
  readonly saw: readonly string[] | 'absent' | 'unknown';
}

/** The answer for one request, with everything that explains it. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Stable: safe to compare in tests and to keep in files. */
  readonly rule: RuleId;
  /** One plain sentence. */
  readonly reason: string;
  /** ARN of the user, role or session, name of the service, or `anonymous`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Statements that applied, Deny first, then in the order of the policies. */
  readonly matched: readonly StatementRef[];
  readonly failed: readonly FailedCondition[];
  /**
   * Condition keys and parts of policies (`<KeyArn>`) whose value would make the outcome known; empty
   * unless the outcome is `unknown`.
   */
  readonly unknown: readonly string[];
  /** Id of the KMS grant that allowed the request. */
  readonly grant?: string;
}
