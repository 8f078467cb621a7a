import { isUnknown } from '../unknown-text.ts';
import { keyOfValue } from './either.ts';
import { includeOf } from './include.ts';
import { intrinsics } from './intrinsics.ts';
import { isObject, type Json, type JsonObject } from './json-value.ts';
import { logicalFunctions, truthValue } from './logical-functions.ts';
import { lookUp, resolved, type Scope } from './scope.ts';
import { collectErrors, TemplateError } from './template-error.ts';

/**
 * Returns a value with all its intrinsic functions resolved; undefined for `AWS::NoValue`, which removes
 * its member or item. An unknown part is a hole. A part that depends on an unknown condition stays an
 * `Fn::If` (see Either).
 * @throws TemplateError with the path of the part that is not valid.
 */
export function resolve(value: Json, scope: Scope, path: string): Json | undefined {
  if (Array.isArray(value)) return resolveList(value, scope, path);
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const [name] = names;
  if (names.length === 1 && name !== undefined) {
    const argument = value[name] ?? null;
    if (name === 'Ref') return refer(argument, scope, path);
    const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
    if (intrinsic) return intrinsic(argument, scope, `${path}.${name}`);
    const logical = Object.hasOwn(logicalFunctions, name) ? logicalFunctions[name] : undefined;
    // A statement of a policy has a Condition as well, which is an object.
    if (logical && !(name === 'Condition' && typeof argument !== 'string')) {
      return truthValue(logical(argument, scope, `${path}.${name}`), path);
    }
  }
  if (names.includes('Fn::Transform')) return transformed(value, scope, path);
  const foreign = names.find((one) => one.startsWith('Fn::'));
  if (foreign) {
    throw new TemplateError(path, `there is no function ${foreign}`, {
      advice: 'use an intrinsic function of CloudFormation, as the only member of its object',
    });
  }
  return resolveMembers(value, scope, path);
}

function resolveMembers(value: JsonObject, scope: Scope, path: string): JsonObject {
  return Object.fromEntries(
    collectErrors(Object.entries(value), ([key, item]) => {
      const found = resolve(item, scope, `${path}.${key}`);
      return found === undefined ? [] : [[key, found] as const];
    }),
  );
}

function resolveList(list: readonly Json[], scope: Scope, path: string): readonly Json[] {
  return collectErrors(list.entries(), ([at, item]) => {
    const found = resolve(item, scope, `${path}[${at}]`);
    return found === undefined ? [] : [found];
  });
}

/**
 * A macro gets the object that contains it and can return anything. AWS::Include adds the members of its
 * file.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-transform.html
 */
function transformed(value: JsonObject, scope: Scope, path: string): Json {
  const { 'Fn::Transform': macro = null, ...rest } = value;
  const found = includeOf(macro, scope, path);
  return typeof found === 'string' ? found : resolved({ ...rest, ...found }, scope, path);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
function refer(argument: Json, scope: Scope, path: string): Json | undefined {
  // With AWS::LanguageExtensions a function can return the name.
  const name = typeof argument === 'string' ? argument : resolve(argument, scope, `${path}.Ref`);
  if (typeof name !== 'string') {
    throw new TemplateError(path, 'Ref takes a name', {
      advice: 'write the name of a parameter or resource',
    });
  }
  if (name === 'AWS::NoValue') return undefined;
  return isUnknown(name)
    ? scope.unknown.derived(`Ref of ${keyOfValue(name)}`, name)
    : lookUp(name, scope, path);
}
