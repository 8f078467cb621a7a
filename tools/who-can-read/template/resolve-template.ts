import { declaredResources } from './declared.ts';
import { identifiers } from './identifiers.ts';
import { type JsonObject, objectAt, textAt } from './json-value.ts';
import { parameterValues } from './parameters.ts';
import { parseTemplate } from './parse-template.ts';
import { resolved } from './resolve-value.ts';
import type { Scope, StackLocation } from './scope.ts';
import { conditions } from './template-conditions.ts';
import { TemplateError } from './template-error.ts';
import { checkRules } from './template-rules.ts';

/** A resource that the stack would have. */
export interface ResolvedResource {
  readonly logicalId: string;
  readonly type: string;
  /** All properties, worked out. */
  readonly properties: JsonObject;
  /** What Ref returns. @throws TemplateError for a type whose names are not known offline. */
  ref(): string;
  /** What GetAtt returns. @throws TemplateError where that is not known offline. */
  attribute(name: string): string;
}

/** A template worked out for one location and one set of parameter values. */
export interface ResolvedTemplate {
  readonly location: StackLocation;
  /** Types of all resources that the stack would have, by logical id. */
  readonly types: ReadonlyMap<string, string>;
  /** @throws TemplateError when a property cannot be worked out offline. */
  resource(logicalId: string): ResolvedResource;
}

/**
 * Works a template out as CloudFormation would, offline. Resources are worked out when they are
 * asked for, so what no question touches needs not be understood.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 * @throws TemplateError for parameter values that the template refuses, and for what is not
 * understood, with its path.
 */
export function resolveTemplate(
  text: string,
  location: StackLocation,
  given: Readonly<Record<string, string>> = {},
): ResolvedTemplate {
  return resolveParsed(parseTemplate(text), location, given);
}

/** The same for a template that has been parsed. @throws TemplateError as resolveTemplate does. */
export function resolveParsed(
  template: JsonObject,
  location: StackLocation,
  given: Readonly<Record<string, string>> = {},
): ResolvedTemplate {
  const section = (name: string) => objectAt(template[name], name);
  const parameters = parameterValues(section('Parameters'), given);
  const base = { location, parameters, mappings: section('Mappings') };
  const early = (condition: Scope['condition']): Scope => ({
    ...base,
    condition,
    refer: notYet,
    attribute: (id, _, path) => notYet(id, path),
  });
  const condition = conditions(section('Conditions'), early);
  checkRules(section('Rules'), early(condition));
  const declared = declaredResources(section('Resources'), condition);
  const lookUp = identifiers(declared, location, () => scope);
  const scope: Scope = { ...base, condition, ...lookUp };
  return {
    location,
    types: new Map([...declared].map(([id, { type }]) => [id, type])),
    resource(logicalId) {
      const path = `Resources.${logicalId}`;
      const found = declared.get(logicalId);
      if (!found) throw new TemplateError(path, 'is not there');
      const properties = resolved(found.properties, scope, `${path}.Properties`);
      return {
        logicalId,
        type: found.type,
        properties: objectAt(properties, `${path}.Properties`),
        ref: () => textAt(lookUp.refer(logicalId, path), path),
        attribute: (name) => textAt(lookUp.attribute(logicalId, name, path), path),
      };
    },
  };
}

function notYet(name: string, path: string): never {
  throw new TemplateError(path, `${name} is no parameter, and conditions may use nothing else`);
}
