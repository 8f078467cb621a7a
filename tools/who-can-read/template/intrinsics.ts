import { isObject, type Json, listAt, textAt } from './json-value.ts';
import { lookUp, resolve, resolved } from './resolve-value.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

type Intrinsic = (argument: Json, scope: Scope, path: string) => Json | undefined;

/**
 * The intrinsic functions that can be worked out without an account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Condition: (name, scope, path) => scope.condition(textAt(name, path), path),
  'Fn::And': (list, scope, path) => truths(list, scope, path).every(Boolean),
  'Fn::Or': (list, scope, path) => truths(list, scope, path).some(Boolean),
  'Fn::Not': (list, scope, path) => !exactly(truths(list, scope, path), 1, path)[0],
  'Fn::Equals': (list, scope, path) => {
    const [left, right] = exactly(items(list, scope, path), 2, path);
    return sameValue(left, right);
  },
  'Fn::If': (list, scope, path) => {
    const [name, yes = null, no = null] = exactly(listAt(list, path), 3, path);
    const met = scope.condition(textAt(name, `${path}[0]`), path);
    return met ? resolve(yes, scope, `${path}[1]`) : resolve(no, scope, `${path}[2]`);
  },
  'Fn::GetAtt': (argument, scope, path) => {
    const [id, name] = Array.isArray(argument)
      ? exactly(items(argument, scope, path), 2, path)
      : splitAttribute(textAt(argument, path), path);
    return scope.attribute(textAt(id, path), textAt(name, path), path);
  },
  'Fn::Sub': (argument, scope, path) => {
    if (typeof argument === 'string') return substitute(argument, {}, scope, path);
    const [text, given = null] = exactly(listAt(argument, path), 2, path);
    const own = resolved(given, scope, `${path}[1]`);
    if (!isObject(own)) throw new TemplateError(`${path}[1]`, 'must be an object');
    return substitute(textAt(text, `${path}[0]`), own, scope, path);
  },
  'Fn::Join': (argument, scope, path) => {
    const [by, list] = exactly(items(argument, scope, path), 2, path);
    return listAt(list, path)
      .map((one) => textAt(one, path))
      .join(textAt(by, path));
  },
  'Fn::Split': (argument, scope, path) => {
    const [by, text] = exactly(items(argument, scope, path), 2, path);
    return textAt(text, path).split(textAt(by, path));
  },
  'Fn::Select': (argument, scope, path) => {
    const [at, list] = exactly(items(argument, scope, path), 2, path);
    const found = listAt(list, path)[Number(textAt(at, path))];
    if (found === undefined) throw new TemplateError(path, 'there is no such item in the list');
    return found;
  },
  'Fn::FindInMap': (argument, scope, path) => {
    const [map, first, second] = exactly(items(argument, scope, path), 3, path);
    const keys = [map, first, second].map((key) => textAt(key, path));
    const found = keys.reduce<Json | undefined>(
      (at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      scope.mappings,
    );
    if (found === undefined) throw new TemplateError(path, `${keys.join('.')} is not in Mappings`);
    return found;
  },
};

function items(list: Json, scope: Scope, path: string): readonly Json[] {
  return listAt(list, path).map((item, at) => resolved(item, scope, `${path}[${at}]`));
}

function truths(list: Json, scope: Scope, path: string): readonly boolean[] {
  return items(list, scope, path).map((item, at) => {
    if (typeof item === 'boolean') return item;
    throw new TemplateError(`${path}[${at}]`, 'must be a condition');
  });
}

function exactly<T>(list: readonly T[], count: number, path: string): readonly T[] {
  if (list.length === count) return list;
  throw new TemplateError(path, `takes ${count} values, not ${list.length}`);
}

/** Numbers, booleans and texts are the same to CloudFormation when they are written the same. */
function sameValue(left: Json | undefined, right: Json | undefined): boolean {
  const written = (value: Json | undefined): string =>
    typeof value === 'number' || typeof value === 'boolean'
      ? JSON.stringify(String(value))
      : JSON.stringify(value);
  return written(left) === written(right);
}

function splitAttribute(text: string, path: string): readonly Json[] {
  const dot = text.indexOf('.');
  if (dot < 1) throw new TemplateError(path, 'takes a resource and an attribute');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

/** `${Name}`, `${Resource.Attribute}`, and `${!Literal}`, which stays as `${Literal}`. */
function substitute(
  text: string,
  own: { readonly [name: string]: Json },
  scope: Scope,
  path: string,
): string {
  return text.replace(/\$\{([^}]*)\}/g, (whole, inner: string) => {
    const name = inner.trim();
    if (name.startsWith('!')) return whole.replace('!', '');
    if (Object.hasOwn(own, name)) return textAt(own[name], path);
    if (name.includes('.')) {
      const [id = null, attribute = null] = splitAttribute(name, path);
      return textAt(scope.attribute(textAt(id, path), textAt(attribute, path), path), path);
    }
    return textAt(lookUp(name, scope, path), path);
  });
}
