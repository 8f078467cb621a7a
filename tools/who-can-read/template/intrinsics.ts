import { hasHoles, isUnknown } from '../unknown-text.ts';
import { cidrs } from './cidr.ts';
import { either, isNoValue, itemsOf, keyOfValue, NO_VALUE, textOf } from './either.ts';
import { isObject, type Json, listAt, MUST, textAt } from './json-value.ts';
import { argumentText, exactly } from './logical-functions.ts';
import { lookUp, resolved, type Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

type Intrinsic = (argument: Json, scope: Scope, path: string) => Json | undefined;

/**
 * The intrinsic functions that give a value.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const intrinsics: Readonly<Record<string, Intrinsic>> = {
  'Fn::If': (list, scope, path) => {
    const [name, yes = null, no = null] = exactly(listAt(list, path), 3, path);
    const condition = textAt(name, `${path}[0]`);
    const met = scope.condition(condition, path);
    if (met === true) return scope.resolve(yes, scope, `${path}[1]`);
    if (met === false) return scope.resolve(no, scope, `${path}[2]`);
    const value = either(
      condition,
      scope.resolve(yes, scope, `${path}[1]`) ?? NO_VALUE,
      scope.resolve(no, scope, `${path}[2]`) ?? NO_VALUE,
    );
    return isNoValue(value) ? undefined : value;
  },
  'Fn::GetAtt': (argument, scope, path) => {
    const [id, name] = Array.isArray(argument)
      ? exactly(argument, 2, path).map((one, at) => argumentText(one, scope, `${path}[${at}]`))
      : splitAttribute(textAt(argument, path), path);
    return scope.attribute(textAt(id, path), textAt(name, path), path);
  },
  'Fn::Sub': (argument, scope, path) => {
    if (typeof argument === 'string') return substitute(argument, {}, scope, path);
    const [text, given = null] = exactly(listAt(argument, path), 2, path);
    const own = resolved(given, scope, `${path}[1]`);
    if (!isObject(own))
      throw new TemplateError(`${path}[1]`, 'must be an object', { advice: MUST.object });
    return substitute(textAt(text, `${path}[0]`), own, scope, path);
  },
  'Fn::Join': (argument, scope, path) => {
    const [by = null, list = null] = exactly(listAt(argument, path), 2, path);
    const separator = argumentText(by, scope, `${path}[0]`);
    const given = resolved(list, scope, `${path}[1]`);
    const items = itemsOf(given, path);
    if (!items) return scope.unknown.derived(`${keyOfValue(given)} joined by ${separator}`, given);
    return items.map((one) => textOf(one, path)).join(separator);
  },
  'Fn::Split': (argument, scope, path) => {
    const [by = null, text = null] = exactly(listAt(argument, path), 2, path);
    const separator = argumentText(by, scope, `${path}[0]`);
    const whole = argumentText(text, scope, `${path}[1]`);
    // An unknown part can contain the separator, so the number of items is unknown.
    const open = hasHoles(whole) || hasHoles(separator);
    const key = `${keyOfValue(whole)} split by ${separator}`;
    return open ? scope.unknown.derived(key, [whole, separator]) : whole.split(separator);
  },
  'Fn::Select': (argument, scope, path) => {
    const [at = null, list = null] = exactly(listAt(argument, path), 2, path);
    const index = argumentText(at, scope, `${path}[0]`);
    const given = resolved(list, scope, `${path}[1]`);
    const items = itemsOf(given, path);
    if (!items || hasHoles(index)) {
      return scope.unknown.derived(`${keyOfValue(given)}[${keyOfValue(index)}]`, [given, index]);
    }
    const found = items[Number(index)];
    if (found === undefined) {
      throw new TemplateError(path, `there is no item ${index} in the list`, {
        advice: `the list has ${items.length}, counted from 0`,
      });
    }
    return found;
  },
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (argument, scope, path) => {
    const name = argumentText(argument, scope, path);
    return scope.unknown.value(
      `import:${keyOfValue(name)}`,
      `export ${keyOfValue(name)} of another stack`,
    );
  },
  'Fn::Base64': (argument, scope, path) => {
    const text = argumentText(argument, scope, path);
    if (hasHoles(text)) return scope.unknown.derived(`${keyOfValue(text)} in Base64`, text);
    return Buffer.from(text, 'utf8').toString('base64');
  },
  'Fn::GetAZs': (argument, scope, path) => {
    const region = argumentText(argument, scope, path) || scope.location.region;
    return scope.unknown.value(
      `zones of ${keyOfValue(region)}`,
      `availability zones of ${keyOfValue(region)}`,
      null,
    );
  },
  'Fn::Cidr': (argument, scope, path) => {
    const [block, count, bits = '8'] = listAt(argument, path).map((one, at) =>
      argumentText(one, scope, `${path}[${at}]`),
    );
    const found = cidrs(textAt(block, path), textAt(count, path), bits);
    return (
      found ??
      scope.unknown.derived(`blocks of ${keyOfValue(textAt(block, path))}`, [textAt(block, path)])
    );
  },
  'Fn::Length': (argument, scope, path) => {
    const list = resolved(argument, scope, path);
    return (
      itemsOf(list, path)?.length ?? scope.unknown.derived(`length of ${keyOfValue(list)}`, list)
    );
  },
  'Fn::ToJsonString': (argument, scope, path) => JSON.stringify(resolved(argument, scope, path)),
};

/**
 * The fourth argument is from AWS::LanguageExtensions.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
 */
function findInMap(argument: Json, scope: Scope, path: string): Json | undefined {
  const list = listAt(argument, path);
  const standard = list[3];
  const keys = exactly(list.slice(0, 3), 3, path).map((one, at) =>
    argumentText(one, scope, `${path}[${at}]`),
  );
  if (keys.some(hasHoles)) return scope.unknown.derived(keys.map(keyOfValue).join('.'), keys);
  const found = keys.reduce<Json | undefined>(
    (at, key) =>
      isUnknown(at) ? at : isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined,
    scope.mappings,
  );
  if (found !== undefined) return found;
  if (isObject(standard) && standard['DefaultValue'] !== undefined) {
    return scope.resolve(standard['DefaultValue'], scope, `${path}[3].DefaultValue`);
  }
  throw new TemplateError(path, `${keys.join('.')} is not in Mappings`, {
    advice: 'add it to Mappings, or correct the names',
  });
}

function splitAttribute(text: string, path: string): readonly string[] {
  const dot = text.indexOf('.');
  if (dot < 1) {
    throw new TemplateError(path, 'takes a resource and an attribute', {
      advice: 'write Resource.Attribute',
    });
  }
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
    if (Object.hasOwn(own, name)) return textOf(own[name], path);
    if (name.includes('.')) {
      const [id, attribute] = splitAttribute(name, path);
      return textOf(scope.attribute(textAt(id, path), textAt(attribute, path), path), path);
    }
    const found = lookUp(name, scope, path);
    return Array.isArray(found) && found.length === 0 ? '' : textOf(found, path);
  });
}
