import type { Condition } from '../policy/conditions/condition.ts';
import { operators } from '../policy/conditions/operators.ts';
import type { Statement } from '../policy/policy-document.ts';
import { hasHoles } from '../unknown-text.ts';

/**
 * Conditions of a statement that are about texts and that name what gets through: in an Allow those
 * that want a value, in a Deny those that leave one out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function permittingConditions({ effect, conditions }: Statement): readonly Condition[] {
  return conditions.filter(
    ({ operator }) =>
      /^(String|Arn)/.test(operator) && operators[operator].negated === (effect === 'Deny'),
  );
}

/**
 * Texts that a value of a condition can be meant for, likely ones first: itself, or with
 * something in place of its wildcards. None where it holds a policy variable.
 * @param first what to try in place of the first `*`; nothing and `any` are always tried.
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
