import { intrinsics } from './intrinsics.ts';
import { isObject, type Json } from './json-value.ts';
import { pseudoParameters, type Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * A value with all its intrinsic functions worked out; undefined for `AWS::NoValue`, which takes
 * its member or item away.
 * @throws TemplateError with the path of what cannot be worked out offline.
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
  }
  const foreign = names.find((one) => one.startsWith('Fn::'));
  if (foreign) throw new TemplateError(path, `${foreign} cannot be worked out here`);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const resolved = resolve(item, scope, `${path}.${key}`);
      return resolved === undefined ? [] : [[key, resolved] as const];
    }),
  );
}

/** As `resolve`, where `AWS::NoValue` has no location. */
export function resolved(value: Json, scope: Scope, path: string): Json {
  const found = resolve(value, scope, path);
  if (found === undefined) throw new TemplateError(path, 'AWS::NoValue has no location here');
  return found;
}

function resolveList(list: readonly Json[], scope: Scope, path: string): readonly Json[] {
  return list.flatMap((item, at) => {
    const found = resolve(item, scope, `${path}[${at}]`);
    return found === undefined ? [] : [found];
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
function refer(argument: Json, scope: Scope, path: string): Json | undefined {
  if (typeof argument !== 'string') throw new TemplateError(path, 'Ref takes a name');
  if (argument === 'AWS::NoValue') return undefined;
  return lookUp(argument, scope, path);
}

/** A pseudo parameter, a parameter or a resource, by the name that Ref and Sub give it. */
export function lookUp(name: string, scope: Scope, path: string): Json {
  const pseudo = Object.hasOwn(pseudoParameters, name) ? pseudoParameters[name] : undefined;
  if (pseudo) return pseudo(scope.location);
  const parameter = scope.parameters.get(name);
  return parameter ?? scope.refer(name, path);
}
