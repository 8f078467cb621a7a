import { all, any, not, type Ternary } from '../policy/ternary.ts';
import { hole, isUnknown } from '../unknown-text.ts';
import { eitherOf, itemsOf, sameValue, textOf } from './either.ts';
import { isObject, type Json, listAt, textAt } from './json-value.ts';
import { resolved, type Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

type Logical = (argument: Json, scope: Scope, path: string) => Ternary;

/**
 * Functions whose value is true or false, for conditions and rules.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html
 */
export const logicalFunctions: Readonly<Record<string, Logical>> = {
  Condition: (name, scope, path) => ternaryOf(scope.condition(textAt(name, path), path), path),
  'Fn::And': (list, scope, path) => all(truths(list, scope, path)),
  'Fn::Or': (list, scope, path) => any(truths(list, scope, path)),
  'Fn::Not': (list, scope, path) => {
    const [only = null] = exactly(listAt(list, path), 1, path);
    return not(truthOf(only, scope, `${path}[0]`));
  },
  'Fn::Equals': (list, scope, path) => {
    const [left = null, right = null] = exactly(listAt(list, path), 2, path);
    return sameValue(resolved(left, scope, `${path}[0]`), resolved(right, scope, `${path}[1]`));
  },
  'Fn::Contains': (list, scope, path) => {
    const [texts = null, text = null] = exactly(listAt(list, path), 2, path);
    const value = resolved(text, scope, `${path}[1]`);
    return contains(itemsOf(resolved(texts, scope, `${path}[0]`), path), value);
  },
  'Fn::EachMemberEquals': (list, scope, path) => {
    const [texts = null, text = null] = exactly(listAt(list, path), 2, path);
    const value = resolved(text, scope, `${path}[1]`);
    const members = itemsOf(resolved(texts, scope, `${path}[0]`), path);
    return members ? all(members.map((one) => sameValue(one, value))) : 'unknown';
  },
  'Fn::EachMemberIn': (list, scope, path) => {
    const [texts = null, others = null] = exactly(listAt(list, path), 2, path);
    const members = itemsOf(resolved(texts, scope, `${path}[0]`), path);
    const among = itemsOf(resolved(others, scope, `${path}[1]`), path);
    return members ? all(members.map((one) => contains(among, one))) : 'unknown';
  },
};

function contains(list: readonly Json[] | undefined, value: Json): Ternary {
  return list ? any(list.map((one) => sameValue(one, value))) : 'unknown';
}

/**
 * Returns whether a condition is met.
 * @throws TemplateError for a value that is not a condition.
 */
export function truthOf(json: Json, scope: Scope, path: string): Ternary {
  if (isObject(json)) {
    const [[name, argument] = ['', null], ...more] = Object.entries(json);
    const found = Object.hasOwn(logicalFunctions, name) ? logicalFunctions[name] : undefined;
    if (found && more.length === 0) return found(argument, scope, `${path}.${name}`);
  }
  return ternaryOf(resolved(json, scope, path), path);
}

/** Returns a three-valued truth as a value of the template. @param name of the condition. */
export function truthValue(truth: Ternary, name: string): boolean | string {
  return truth === 'unknown' ? hole(`condition ${name}`) : truth === 'yes';
}

function ternaryOf(value: Json, path: string): Ternary {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // CloudFormation accepts "true" and "false" as the value of a parameter.
  if (value === 'true' || value === 'false') return value === 'true' ? 'yes' : 'no';
  if (isUnknown(value) || eitherOf(value)) return 'unknown';
  throw new TemplateError(path, 'must be a condition', {
    advice: 'use Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition',
  });
}

function truths(list: Json, scope: Scope, path: string): readonly Ternary[] {
  return listAt(list, path).map((item, at) => truthOf(item, scope, `${path}[${at}]`));
}

/** Returns a list of a certain length. @throws TemplateError for another length. */
export function exactly<T>(list: readonly T[], count: number, path: string): readonly T[] {
  if (list.length === count) return list;
  throw new TemplateError(path, `takes ${count} values, not ${list.length}`, {
    advice: `give a list of ${count}`,
  });
}

/** Returns the text of an argument. */
export const argumentText = (json: Json, scope: Scope, path: string): string =>
  textOf(resolved(json, scope, path), path);
