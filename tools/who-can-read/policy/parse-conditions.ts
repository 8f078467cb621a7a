import { compileTests } from './conditions/compile-condition.ts';
import type { Condition } from './conditions/condition.ts';
import { parseOperator } from './conditions/parse-operator.ts';
import { items, type Members, members } from './json.ts';
import { below, type JsonPath, reject } from './json-path.ts';

/**
 * The Condition element: operator to key to values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function parseConditions(
  statement: Members,
  variables: boolean,
  place: JsonPath,
): readonly Condition[] {
  if (!statement.has('Condition')) return [];
  const where = below(place, 'Condition');
  return [...members(statement.get('Condition'), where)].flatMap(([written, keys]) => {
    const at = below(where, written);
    const operator = parseOperator(written) ?? reject(at, 'unknown condition operator');
    return [...members(keys, at)].map(([key, value]): Condition => {
      const there = below(at, key);
      if (!/^[^\s:]+:\S/.test(key)) reject(there, 'a condition key is prefix:name');
      const values = items(value, there).map(([item, slot]) => valueText(item, slot));
      const compiled = compileTests(operator.operator, values, variables);
      if ('problem' in compiled) reject(there, compiled.problem);
      return { written, ...operator, key, name: key.toLowerCase(), values, ...compiled };
    });
  });
}

/** IAM all numbers and booleans into text. */
function valueText(value: unknown, place: JsonPath): string {
  const plain = typeof value === 'number' || typeof value === 'boolean';
  if (typeof value !== 'string' && !plain) return reject(place, 'must be a string');
  return String(value);
}
