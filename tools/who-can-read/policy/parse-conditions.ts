import { hasHoles, isUnknown } from '../unknown-text.ts';
import { compileTests } from './conditions/compile-condition.ts';
import type { Condition } from './conditions/condition.ts';
import { parseOperator } from './conditions/parse-operator.ts';
import { items, type Members, members, membersOrHole } from './json.ts';
import { child, type JsonPath, reject } from './json-path.ts';
import type { Variables } from './parse-value-pattern.ts';

/** A Condition element. */
export interface ParsedConditions {
  readonly conditions: readonly Condition[];
  /** Holes instead of the element, of an operator or of its keys. */
  readonly holes: readonly string[];
}

/**
 * Returns the Condition element: operator to key to values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * @throws InvalidPolicyError for an unknown operator and for a value that does not fit its operator.
 */
export function parseConditions(
  statement: Members,
  variables: Variables,
  place: JsonPath,
): ParsedConditions {
  if (!statement.has('Condition')) return { conditions: [], holes: [] };
  const where = child(place, 'Condition');
  const element = membersOrHole(statement.get('Condition'), where);
  if (typeof element === 'string') return { conditions: [], holes: [element] };
  const blocks = [...element].map(([written, keys]) =>
    parseBlock(written, keys, variables, child(where, written)),
  );
  return {
    conditions: blocks.flatMap(({ conditions }) => conditions),
    holes: blocks.flatMap(({ holes }) => holes),
  };
}

/** One operator with its keys. */
function parseBlock(
  written: string,
  json: unknown,
  variables: Variables,
  place: JsonPath,
): ParsedConditions {
  const operator = parseOperator(written) ?? reject(place, 'unknown condition operator');
  if (isUnknown(json)) return { conditions: [], holes: [json] };
  const conditions = [...members(json, place)].map(([key, value]): Condition => {
    const there = child(place, key);
    if (!hasHoles(key) && !/^[^\s:]+:\S/.test(key)) {
      reject(there, 'a condition key is prefix:name');
    }
    const values = items(value, there).map(([item, slot]) => valueText(item, slot));
    const compiled = compileTests(operator.operator, values, variables);
    if ('problem' in compiled) reject(there, compiled.problem);
    return { written, ...operator, key, name: key.toLowerCase(), values, ...compiled };
  });
  return { conditions, holes: [] };
}

/** IAM converts numbers and booleans to text. */
function valueText(value: unknown, place: JsonPath): string {
  const plain = typeof value === 'number' || typeof value === 'boolean';
  if (typeof value !== 'string' && !plain) return reject(place, 'must be a string');
  return String(value);
}
