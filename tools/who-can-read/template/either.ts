import { createHash } from 'node:crypto';
import type { Ternary } from '../policy/ternary.ts';
import { any } from '../policy/ternary.ts';
import { hasHoles, hole, isUnknown, readable, sameText } from '../unknown-text.ts';
import { isObject, type Json, listAt, textAt } from './json-value.ts';
import { TemplateError } from './template-error.ts';

/**
 * A resolved value that depends on an unknown condition stays an `Fn::If` with both branches
 * resolved. A branch that removes the value stays a `Ref` to `AWS::NoValue`.
 */
export interface Either {
  readonly condition: string;
  readonly yes: Json;
  readonly no: Json;
}

/** The branch that removes the value. */
export const NO_VALUE: Json = { Ref: 'AWS::NoValue' };

/** Returns whether a branch removes the value. */
export const isNoValue = (value: Json | undefined): boolean =>
  isObject(value) && value['Ref'] === 'AWS::NoValue';

/** Returns the value of an Fn::If with an unknown condition. */
export function either(condition: string, yes: Json, no: Json): Json {
  return JSON.stringify(yes) === JSON.stringify(no) ? yes : { 'Fn::If': [condition, yes, no] };
}

/** Returns the two branches of a value that depends on an unknown condition; undefined for others. */
export function eitherOf(value: Json | undefined): Either | undefined {
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined;
  const list = value['Fn::If'];
  if (!Array.isArray(list)) return undefined;
  const [condition, yes = NO_VALUE, no = NO_VALUE] = list;
  return { condition: textAt(condition, 'Fn::If'), yes, no };
}

/** A value of a list or a property, and the conditions on which its presence depends. */
export interface Alternative {
  readonly value: Json;
  readonly mayExist: readonly string[];
}

/** Returns the possible values of a value, with the conditions on which each depends. */
export function alternativesOf(
  value: Json,
  mayExist: readonly string[] = [],
): readonly Alternative[] {
  if (isNoValue(value)) return [];
  const found = eitherOf(value);
  if (!found) return [{ value, mayExist }];
  const below = [...mayExist, `condition ${found.condition}`];
  return [...alternativesOf(found.yes, below), ...alternativesOf(found.no, below)];
}

/**
 * Returns a text; numbers and booleans count as text, and a value that depends on an unknown
 * condition is a hole.
 * @throws TemplateError for a list or an object.
 */
export function textOf(value: Json | undefined, path: string): string {
  const found = eitherOf(value);
  return found ? hole(keyOf(found)) : textAt(value, path);
}

/** Returns the items of a list; undefined when they, or their number, are unknown. */
export function itemsOf(value: Json | undefined, path: string): readonly Json[] | undefined {
  if (isUnknown(value) || eitherOf(value)) return undefined;
  const list = listAt(value, path);
  const open = list.some((one) => {
    const found = eitherOf(one);
    return found !== undefined && (isNoValue(found.yes) || isNoValue(found.no));
  });
  return open ? undefined : list;
}

/** Returns the key of a hole for a value of any kind. Equal values have equal keys. */
export function keyOfValue(value: Json): string {
  if (typeof value === 'string') return readable(value);
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
}

const keyOf = ({ condition, yes, no }: Either): string => {
  const plain = (value: Json) =>
    typeof value === 'object' ? keyOfValue(value) : readable(String(value));
  return `${condition} ? ${plain(yes)} : ${plain(no)}`;
};

/**
 * Returns whether two resolved values are equal. For CloudFormation, numbers, booleans and texts are equal
 * if they are written the same way.
 */
export function sameValue(left: Json, right: Json): Ternary {
  if (isUnknown(left) || isUnknown(right)) return left === right ? 'yes' : 'unknown';
  if (eitherOf(left) || eitherOf(right)) {
    const found = alternativesOf(left).flatMap(({ value }) =>
      alternativesOf(right).map((other) => sameValue(value, other.value)),
    );
    return any(found) === 'no' ? 'no' : 'unknown';
  }
  const plain = (value: Json) => typeof value !== 'object' || value === null;
  if (plain(left) && plain(right)) return sameText(String(left), String(right));
  return JSON.stringify(left) === JSON.stringify(right) ? 'yes' : sameParts(left, right);
}

/** Compares lists and objects: first size and names, and then each part. */
function sameParts(left: Json, right: Json): Ternary {
  const parts = (value: Json): readonly (readonly [string, Json])[] | undefined => {
    if (Array.isArray(value)) return value.map((one, at) => [String(at), one] as const);
    return isObject(value) ? Object.entries(value) : undefined;
  };
  const [a, b] = [parts(left), parts(right)];
  if (!a || !b || Array.isArray(left) !== Array.isArray(right)) return 'no';
  if ([...a, ...b].some(([, one]) => eitherOf(one))) return 'unknown';
  if (a.length !== b.length) return 'no';
  const other = new Map(b);
  const found = a.map(([name, one]) => {
    const match = other.get(name);
    return match === undefined ? 'no' : sameValue(one, match);
  });
  if (found.includes('no')) return 'no';
  return found.includes('unknown') ? 'unknown' : 'yes';
}

/**
 * Returns a resolved value that is completely known.
 * @param path of the value in the template, for the error.
 * @throws TemplateError when a part of it is unknown.
 */
export function requireKnown(value: Json | undefined, path: string): Json | undefined {
  const text = JSON.stringify(value ?? null);
  if (!hasHoles(text) && !text.includes('"Fn::If"')) return value;
  throw new TemplateError(path, `depends on an unknown value: ${readable(text)}`);
}
