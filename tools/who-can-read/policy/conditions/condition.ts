import type { OperatorName } from './operators.ts';
import type { ValueTest } from './value-test.ts';

/** How an operator treats a key with several values. */
export type SetOperator = 'ForAllValues' | 'ForAnyValue';

/**
 * One key of one operator of a Condition element, with all values of the policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly written: string;
  readonly operator: OperatorName;
  readonly set?: SetOperator;
  readonly ifExists: boolean;
  /** As written. */
  readonly key: string;
  /** Lower-cased: names of condition keys are not case-sensitive. */
  readonly name: string;
  readonly values: readonly string[];
  /** One test for each value, made once when the policy is parsed. */
  readonly tests: readonly ValueTest[];
  /** Condition keys that the values use as variables. */
  readonly variables: readonly string[];
}
