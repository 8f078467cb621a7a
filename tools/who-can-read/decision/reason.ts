import { type Named, named } from './cited-statement.ts';
import { type RuleId, rules } from './rule-ids.ts';
import type { FailedCondition, StatementRef } from './verdict.ts';

/** The facts for the text of a reason. */
export interface ReasonInput {
  /** `kms:Decrypt`: the policy of a key is called "the key policy". */
  readonly action: string;
  readonly rule: RuleId;
  /** The statement that decided, if one did. */
  readonly decisive?: StatementRef;
  /** The principals that the statement names; undefined when it has no Principal. */
  readonly names?: Named;
  /** The nearest statement that did not apply, if no statement allows the request. */
  readonly miss?: FailedCondition;
  readonly unknown: readonly string[];
  readonly grant?: string;
}

/** Returns one plain sentence for a verdict. The same input gives the same sentence. */
export function reasonText(input: ReasonInput): string {
  const { action, rule, decisive, names = 'principal', miss, unknown, grant } = input;
  const base = sentence(rule, action)
    .slice(0, -1)
    .replace('names the principal', `names ${named[names]}`);
  if (grant !== undefined) return `${base} (grant ${grant}).`;
  if (unknown.length > 0) return `${base}: ${unknown.join(', ')}.`;
  if (decisive) return `${base} (${statementText(decisive)}).`;
  return miss ? `${base}; ${missText(miss)}.` : `${base}.`;
}

const sentence = (rule: RuleId, action: string): string =>
  action.startsWith('kms:')
    ? rules[rule].replace("The resource's own policy", 'The key policy')
    : rules[rule];

/** Returns `statement "Sid" of the key policy`, or its number where it has no Sid. */
export function statementText({ sid, index, source }: StatementRef): string {
  return `statement ${sid === undefined ? index + 1 : JSON.stringify(sid)} of ${source}`;
}

/** Returns the required value of a condition key and the value in the request. */
export function missText({ statement, operator, key, wanted, saw }: FailedCondition): string {
  const values = wanted.map((value) => JSON.stringify(value)).join(' or ');
  const got = typeof saw === 'string' ? saw : saw.map((value) => JSON.stringify(value)).join(', ');
  return `${statementText(statement)} wants ${key} ${operator} ${values}, and it is ${got}`;
}
