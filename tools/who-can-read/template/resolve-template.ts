import type { UnknownValue } from '../report/access-model.ts';
import { hole, isUnknown } from '../unknown-text.ts';
import { checkMappings } from './check-mappings.ts';
import { adviceOnName } from './close-names.ts';
import { declaredResources } from './declared.ts';
import { withDynamicReferences } from './dynamic-references.ts';
import { expandLoops } from './for-each.ts';
import { identifiers } from './identifiers.ts';
import { INCLUDE, includeOf } from './include.ts';
import { isObject, type JsonObject, objectAt, textAt } from './json-value.ts';
import { nestedStacks } from './nested-stacks.ts';
import { outputsOf } from './outputs.ts';
import { parameterValues } from './parameters.ts';
import { parseTemplate } from './parse-template.ts';
import { resolve } from './resolve-value.ts';
import type { ResolvedResource, ResolvedTemplate, ResolveOptions } from './resolved-template.ts';
import { transformSam } from './sam/transform-sam.ts';
import { resolved, type Scope, type StackLocation } from './scope.ts';
import { conditions } from './template-conditions.ts';
import { collectErrors, inFile, runAll, TemplateError } from './template-error.ts';
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
  const { file } = options;
  const found = inFile(file, () => resolveSections(parsed, location, given, options));
  return {
    ...found,
    resource: (logicalId) => inFile(file, () => found.resource(logicalId)),
    resources: () => inFile(file, found.resources),
    outputs: () => inFile(file, found.outputs),
    exports: () => inFile(file, found.exports),
    check: () => inFile(file, found.check),
  };
}

function resolveSections(
  parsed: JsonObject,
  location: StackLocation,
  given: Readonly<Record<string, string>>,
  options: ResolveOptions,
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
  const parametersOf = (id: string) => {
    const given = declared.get(id)?.properties['Parameters'] ?? {};
    return resolved(given, scope, `Resources.${id}.Properties.Parameters`);
  };
  const exists = (id: string) => declared.has(id);
  const stacks = nestedStacks(options, location, resolveParsed, parametersOf, exists);

  function resource(logicalId: string): ResolvedResource {
    const before = found.get(logicalId);
    if (before) return before;
    const path = `Resources.${logicalId}`;
    const one = declared.get(logicalId);
    if (!one) {
      throw new TemplateError(path, 'does not exist', {
        advice: adviceOnName(logicalId, [...declared.keys()], 'there are'),
      });
    }
    const properties = resolved(one.properties, scope, `${path}.Properties`);
    const whole = isUnknown(properties) ? {} : withDynamicReferences(properties, unknown, path);
    const made: ResolvedResource = {
      logicalId,
      ...(options.file === undefined ? {} : { file: options.file }),
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

  const outputs = outputsOf(section('Outputs'), scope);
  return {
    location,
    types: new Map([...declared].map(([id, { type }]) => [id, type])),
    macros: foreign,
    resource,
    outputs: outputs.values,
    exports: outputs.exports,
    check: () =>
      runAll([
        ...Object.keys(section('Conditions')).map(
          (name) => () => condition(name, `Conditions.${name}`),
        ),
        () => checkMappings(base.mappings),
        outputs.values,
        outputs.exports,
        resourcesOf,
        stacks.check,
      ]),
    resources: () => (all ??= resourcesOf()),
    causesIn: (text) => [...unknown.causesIn(text), ...stacks.causesIn(text)],
    value(key, why) {
      const value = unknown.value(key, why);
      for (const one of unknown.causesIn(hole(key))) asked.set(key, one);
      return value;
    },
    asked: () => [...asked.values()],
  };
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
  throw new TemplateError(path, `${name} is not a parameter, and conditions can use nothing else`, {
    advice: 'refer to a parameter, a mapping or another condition',
  });
}
