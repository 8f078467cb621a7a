import type { SetOperator } from './condition.ts';
import { type OperatorName, operatorNames } from './operators.ts';

/** The parts of a condition operator. */
export interface ParsedOperator {
  readonly operator: OperatorName;
  readonly set?: SetOperator;
  readonly ifExists: boolean;
}

const byName = new Map(operatorNames.map((name) => [name.toLowerCase(), name]));
const sets: Readonly<Record<string, SetOperator>> = {
  'forallvalues:': 'ForAllValues',
  'foranyvalue:': 'ForAnyValue',
};
const SHAPE = /^(forallvalues:|foranyvalue:)?([a-z]+?)(ifexists)?$/;

/**
 * Returns the parts of a name such as `ForAnyValue:StringLikeIfExists`; undefined if the operator does
 * not exist. Null tests whether a key exists, so it cannot have IfExists.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function parseOperator(written: string): ParsedOperator | undefined {
  const [, prefix, name, suffix] = SHAPE.exec(written.toLowerCase()) ?? [];
  const operator = byName.get(name ?? '');
  if (!operator) return undefined;
  if (operator === 'Null' && suffix) return undefined;
  const set = prefix === undefined ? undefined : sets[prefix];
  return { operator, ifExists: suffix !== undefined, ...(set ? { set } : {}) };
}
