import type { Condition } from '../policy/conditions/condition.ts';
import { operators } from '../policy/conditions/operators.ts';
import type { Statement } from '../policy/policy-document.ts';
import { hasHoles } from '../unknown-text.ts';

/**
 * Returns the text conditions of a statement that name permitted values: in an Allow, conditions that
 * require a value; in a Deny, conditions that exclude a value from the Deny.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function permittingConditions({ effect, conditions }: Statement): readonly Condition[] {
  return conditions.filter(
    ({ operator }) =>
      /^(String|Arn)/.test(operator) && operators[operator].negated === (effect === 'Deny'),
  );
}

/**
 * Returns texts that a value of a condition can match, likely ones first: the value itself, or the value
 * with sample texts in place of its wildcards. Empty if the value has a policy variable.
 * @param first texts to try in place of the first `*`, besides the empty text and `any`.
 */
export function filled(
  { operator }: Condition,
  value: string,
  first: readonly string[] = [],
): readonly string[] {
  if (value.includes('${') || hasHoles(value)) return [];
  if (!operators[operator].wildcards || !/[*?]/.test(value)) return [value];
  const plain = value.replaceAll('?', '0');
  return ['', 'any'].flatMap((rest) =>
    ['', 'any', ...first].map((one) => plain.replace('*', one).replaceAll('*', rest)),
  );
}
