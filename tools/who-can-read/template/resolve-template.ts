import type { UnknownValue } from '../report/access-model.ts';
import { hole, isUnknown } from '../unknown-text.ts';
import { declaredResources } from './declared.ts';
import { withDynamicReferences } from './dynamic-references.ts';
import { textOf } from './either.ts';
import { expandLoops } from './for-each.ts';
import { identifiers } from './identifiers.ts';
import { INCLUDE, includeOf } from './include.ts';
import { isObject, type JsonObject, objectAt, textAt } from './json-value.ts';
import { nestedStacks } from './nested-stacks.ts';
import { parameterValues } from './parameters.ts';
import { parseTemplate } from './parse-template.ts';
import { resolve } from './resolve-value.ts';
import type { ResolvedResource, ResolvedTemplate, ResolveOptions } from './resolved-template.ts';
import { transformSam } from './sam/transform-sam.ts';
import { resolved, type Scope, type StackLocation } from './scope.ts';
import { conditions } from './template-conditions.ts';
import { collectErrors, TemplateError } from './template-error.ts';
import { checkRules } from './template-rules.ts';
import { macrosOf, SAM, transformsOf } from './transforms.ts';
import { unknownValues } from './unknown-values.ts';

/**
 * Resolves a template as CloudFormation would, offline. A value that is known only after deployment
 * is a hole, never an error. Resources are resolved on request.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 * @param given values of parameters, by name.
 * @returns the resolved template.
 * @throws TemplateError for a template that is not valid, and for parameter values that it rejects.
 */
export function resolveTemplate(
  text: string,
  location: StackLocation,
  given: Readonly<Record<string, string>> = {},
  options: ResolveOptions = {},
): ResolvedTemplate {
  return resolveParsed(parseTemplate(text), location, given, options);
}

/** Returns a parsed template, resolved as by resolveTemplate. @throws TemplateError as it does. */
export function resolveParsed(
  parsed: JsonObject,
  location: StackLocation,
  given: Readonly<Record<string, string>> = {},
  options: ResolveOptions = {},
): ResolvedTemplate {
  const { values = {}, files = {}, prefix = '', imports, askedFor } = options;
  const unknown = unknownValues(values, prefix, imports, askedFor);
  const parameters = parameterValues(objectAt(parsed['Parameters'], 'Parameters'), given, unknown);
  const base = {
    location,
    parameters,
    mappings: objectAt(parsed['Mappings'], 'Mappings'),
    unknown,
    files,
    resolve,
  };
  const early = (condition: Scope['condition']): Scope => ({
    ...base,
    condition,
    refer: notYet,
    attribute: (id, _, path) => notYet(id, path),
  });
  const first = early(notYet);
  const { template: expanded, macros } = expandLoops(included(parsed, first), first);
  const template = transformSam(expanded);
  const section = (name: string) => objectAt(template[name], name);
  const condition = conditions(section('Conditions'), early);
  checkRules(section('Rules'), early(condition));
  const declared = declaredResources(section('Resources'), condition);
  const foreign = new Map([...macrosOf(template), ...macros]);
  const lookUp = identifiers(declared, {
    location,
    scope: () => scope,
    // SAM creates more resources than this project supports.
    mayHaveMore: foreign.size > 0 || transformsOf(template).includes(SAM),
    nestedOutput: (id, output) => stacks.output(id, output),
  });
  const scope: Scope = { ...base, condition, ...lookUp };
  const found = new Map<string, ResolvedResource>();
  const asked = new Map<string, UnknownValue>();
  const stacks = nestedStacks(options, location, resolveParsed, (id) => {
    const given = declared.get(id)?.properties['Parameters'] ?? {};
    return resolved(given, scope, `Resources.${id}.Properties.Parameters`);
  });

  function resource(logicalId: string): ResolvedResource {
    const before = found.get(logicalId);
    if (before) return before;
    const path = `Resources.${logicalId}`;
    const one = declared.get(logicalId);
    if (!one) throw new TemplateError(path, 'does not exist');
    const properties = resolved(one.properties, scope, `${path}.Properties`);
    const whole = isUnknown(properties) ? {} : withDynamicReferences(properties, unknown, path);
    const made: ResolvedResource = {
      logicalId,
      type: one.type,
      properties: objectAt(whole, `${path}.Properties`),
      metadata: one.metadata,
      mayExist: one.mayExist,
      ref: () => textAt(lookUp.refer(logicalId, path), path),
      attribute: (name) => textAt(lookUp.attribute(logicalId, name, path), path),
    };
    found.set(logicalId, made);
    return made;
  }

  let all: readonly ResolvedResource[] | undefined;
  const resourcesOf = () =>
    collectErrors(
      declared.keys(),
      (id) => stacks.resources(id, declared.get(id)) ?? [resource(id)],
    );

  return {
    location,
    types: new Map([...declared].map(([id, { type }]) => [id, type])),
    macros: foreign,
    resource,
    outputs: () =>
      new Map(
        Object.entries(section('Outputs')).flatMap(([name, json]) => {
          const path = `Outputs.${name}`;
          const value = resolve(objectAt(json, path)['Value'] ?? null, scope, path);
          return value === undefined
            ? []
            : [[name, withDynamicReferences(value, unknown, path)] as const];
        }),
      ),
    resources: () => (all ??= resourcesOf()),
    causesIn: (text) => [...unknown.causesIn(text), ...stacks.causesIn(text)],
    value(key, why) {
      const value = unknown.value(key, why);
      for (const one of unknown.causesIn(hole(key))) asked.set(key, one);
      return value;
    },
    asked: () => [...asked.values()],
    exports: () => exportsOf(section('Outputs'), scope),
  };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html */
function exportsOf(outputs: JsonObject, scope: Scope): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(outputs).flatMap(([name, json]) => {
      const path = `Outputs.${name}.Export.Name`;
      const { Export: exported } = objectAt(json, path);
      if (!isObject(exported)) return [];
      return [[textOf(resolved(exported['Name'] ?? null, scope, path), path), name] as const];
    }),
  );
}

/** An include at the top level adds sections. */
function included(template: JsonObject, scope: Scope): JsonObject {
  const { 'Fn::Transform': macro, ...rest } = template;
  const list = [template['Transform'] ?? [], macro ?? []].flat();
  const includes = list.filter((one) => typeof one === 'object' && one !== null && 'Name' in one);
  const found = includes
    .filter((one) => objectAt(one, 'Transform')['Name'] === INCLUDE)
    .map((one) => includeOf(one, scope, 'Transform'));
  return Object.assign({}, rest, ...found.filter(isObject));
}

function notYet(name: string, path: string): never {
  throw new TemplateError(path, `${name} is not a parameter, and conditions can use nothing else`);
}
