import { hasHoles, isUnknown } from '../unknown-text.ts';
import { type Members, strings } from './json.ts';
import { child, type JsonPath, reject } from './json-path.ts';
import { parseValuePattern, type Variables, valuePatternOf } from './parse-value-pattern.ts';
import type { Patterns, PolicyKind } from './policy-document.ts';
import { type KindRule, policyKinds } from './policy-kind.ts';
import { hasHole, type Token, type ValuePattern } from './value-pattern.ts';

const ACTION = /^(\*|[a-z0-9*?-]+:[a-z0-9*?]+)$/i;
const RESOURCE = /^(\*|arn:.*)$/s;

/**
 * Finds an element or its `Not` form: never both, and exactly one if it is required.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * A statement with an empty list has no effect. AWS does not document an empty list in the `Not` form:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function elementOf(
  statement: Members,
  name: 'Action' | 'Resource' | 'Principal',
  place: JsonPath,
): { readonly value: unknown; readonly negated: boolean; readonly place: JsonPath } | undefined {
  const opposite = `Not${name}`;
  if (statement.has(name) && statement.has(opposite)) {
    reject(place, `has both ${name} and ${opposite}`);
  }
  const negated = statement.has(opposite);
  const found = negated ? opposite : name;
  if (!statement.has(found)) return undefined;
  const value = statement.get(found);
  const where = child(place, found);
  if (negated && isEmpty(value)) reject(where, 'must have at least one value');
  return { value, negated, place: where };
}

/** Action or NotAction. Names of actions are not case-sensitive, so patterns are lower-cased. */
export function parseActions(
  statement: Members,
  kind: PolicyKind,
  place: JsonPath,
): Patterns<ValuePattern> {
  const element = elementOf(statement, 'Action', place);
  if (!element) return reject(place, 'has neither Action nor NotAction');
  const limit = policyKinds[kind].action;
  const patterns = strings(element.value, element.place).map(([text, where]) => {
    const known = !hasHoles(text);
    if (known && !ACTION.test(text)) reject(where, `${JSON.stringify(text)} is not service:Action`);
    if (known && limit && !limit.test(text)) {
      reject(where, `${JSON.stringify(text)} has no place here`);
    }
    return lowerCased(pattern(text, false, where));
  });
  return { negated: element.negated, patterns };
}

/** Resource or NotResource; undefined where the kind of policy has neither. */
export function parseResources(
  statement: Members,
  kind: PolicyKind,
  variables: Variables,
  place: JsonPath,
): Patterns<ValuePattern> | undefined {
  const element = elementOf(statement, 'Resource', place);
  if (policyKinds[kind].resource === 'forbidden') {
    // It is unknown whether an unknown statement has the element.
    if (element && isUnknown(element.value)) return undefined;
    return element && reject(element.place, `has no place in this ${kind}`);
  }
  if (!element && policyKinds[kind].resource === 'expected') {
    return { negated: false, patterns: [] };
  }
  if (!element) return reject(place, 'has neither Resource nor NotResource');
  const patterns = strings(element.value, element.place).map(([text, where]) => {
    if (!hasHoles(text) && !RESOURCE.test(text)) {
      reject(where, `${JSON.stringify(text)} is neither an ARN nor "*"`);
    }
    return completed(pattern(text, variables, where), policyKinds[kind].incompleteArn, where);
  });
  return { negated: element.negated, patterns };
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((item) => Array.isArray(item) && item.length === 0)
  );
}

/**
 * Returns an ARN with `*` for its missing fields. A pattern with a variable before the fifth colon
 * matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-resourceelement
 */
function completed(
  given: ValuePattern,
  rule: KindRule['incompleteArn'],
  place: JsonPath,
): ValuePattern {
  const { source, tokens } = given;
  if (source === '*' || hasHole(given)) return given;
  const fields = tokens.map((one) => (one.kind === 'text' ? one.text.split(':').length - 1 : 0));
  const colons = fields.reduce((sum, one) => sum + one, 0);
  const variable = tokens.findIndex(({ kind }) => kind === 'variable');
  const before = fields.slice(0, Math.max(0, variable)).reduce((sum, one) => sum + one, 0);
  if (variable >= 0 && before < 5) return { source, tokens, variableTooEarly: true };
  if (colons >= 5) return given;
  if (rule === 'rejected') {
    reject(place, `${JSON.stringify(source)} has fewer than the six fields of an ARN`);
  }
  const missing = Array.from({ length: 5 - colons }, (): readonly Token[] => [
    { kind: 'text', text: ':' },
    { kind: 'star', crossing: true },
  ]);
  const whole = valuePatternOf(source, [...tokens, ...missing.flat()]);
  return rule === 'completed' ? whole : { ...whole, undocumented: true };
}

function pattern(text: string, variables: Variables, place: JsonPath): ValuePattern {
  return (
    parseValuePattern(text, { wildcards: true, variables }) ??
    reject(place, `${JSON.stringify(text)} holds a malformed policy variable`)
  );
}

function lowerCased({ source, tokens }: ValuePattern): ValuePattern {
  return valuePatternOf(
    source,
    tokens.map((one) => (one.kind === 'text' ? { ...one, text: one.text.toLowerCase() } : one)),
  );
}
