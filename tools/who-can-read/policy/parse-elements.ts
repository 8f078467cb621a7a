import { hasHoles, isUnknown } from '../unknown-text.ts';
import { type Members, strings } from './json.ts';
import { child, type JsonPath, reject } from './json-path.ts';
import { parseValuePattern, type Variables, valuePatternOf } from './parse-value-pattern.ts';
import type { Patterns, PolicyKind } from './policy-document.ts';
import { policyKinds } from './policy-kind.ts';
import type { ValuePattern } from './value-pattern.ts';

const ACTION = /^(\*|[a-z0-9*?-]+:[a-z0-9*?]+)$/i;
const RESOURCE = /^(\*|arn:.*)$/s;

/**
 * Finds an element or its `Not` form: never both, and one of them where it is required.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
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
  return { value: statement.get(found), negated, place: child(place, found) };
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
    // Of a statement of which nothing is known it is not known either whether it has the element.
    if (element && isUnknown(element.value)) return undefined;
    return element && reject(element.place, `has no place in a ${kind}`);
  }
  if (!element) return reject(place, 'has neither Resource nor NotResource');
  const patterns = strings(element.value, element.place).map(([text, where]) => {
    if (!hasHoles(text) && !RESOURCE.test(text)) {
      reject(where, `${JSON.stringify(text)} is neither an ARN nor "*"`);
    }
    return pattern(text, variables, where);
  });
  return { negated: element.negated, patterns };
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
