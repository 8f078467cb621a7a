import { isUnknown, readable } from '../unknown-text.ts';
import { itemsOf, textOf } from './either.ts';
import { isObject, type Json, type JsonObject, listAt, objectAt, textAt } from './json-value.ts';
import type { Scope } from './scope.ts';
import { resolved } from './scope.ts';

const LOOP = /^Fn::ForEach::/;

/** A template without loops, and the loops over an unknown collection, by their path. */
export interface Expanded {
  readonly template: JsonObject;
  readonly macros: ReadonlyMap<string, string>;
}

/**
 * Returns a template in which each Fn::ForEach is expanded, at any depth.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 * @param scope resolves collections: a loop can use parameters, mappings and loops around it.
 * @throws TemplateError for a loop that is not valid.
 */
export function expandLoops(template: JsonObject, scope: Scope): Expanded {
  const macros = new Map<string, string>();
  if (!JSON.stringify(template).includes('Fn::ForEach::')) return { template, macros };
  const expand = (value: Json, path: string): Json => {
    if (Array.isArray(value)) return value.map((one, at) => expand(one, `${path}[${at}]`));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, one]): readonly (readonly [string, Json])[] => {
        const where = path === '' ? name : `${path}.${name}`;
        if (!LOOP.test(name)) return [[name, expand(one, where)]];
        return Object.entries(objectAt(expand(written(one, where), path), where));
      }),
    );
  };
  const written = (loop: Json, path: string): JsonObject => {
    const [identifier, collection = null, body = null] = listAt(loop, path);
    const name = textAt(identifier, `${path}[0]`);
    const given = resolved(collection, scope, `${path}[1]`);
    const items = itemsOf(given, `${path}[1]`);
    const values = items?.map((one) => textOf(one, `${path}[1]`));
    if (!values || values.some(isUnknown)) {
      macros.set(path, `Fn::ForEach over ${typeof given === 'string' ? readable(given) : name}`);
      return {};
    }
    return Object.assign({}, ...values.map((value) => withIdentifier(body, name, value)));
  };
  return { template: objectAt(expand(template, ''), 'template'), macros };
}

/** `${Name}` is the value; `&{Name}` is the value without characters that a logical id cannot have. */
function withIdentifier(value: Json, name: string, item: string): Json {
  if (typeof value === 'string') {
    const plain = item.replace(/[^A-Za-z0-9]/g, '');
    return value.replaceAll(`\${${name}}`, item).replaceAll(`&{${name}}`, plain);
  }
  if (Array.isArray(value)) return value.map((one) => withIdentifier(one, name, item));
  if (!isObject(value)) return value;
  if (value['Ref'] === name && Object.keys(value).length === 1) return item;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      textAt(withIdentifier(key, name, item), key),
      withIdentifier(one, name, item),
    ]),
  );
}
