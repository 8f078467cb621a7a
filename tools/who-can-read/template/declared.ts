import { readable } from '../unknown-text.ts';
import { isObject, type Json, type JsonObject, objectAt, textAt } from './json-value.ts';
import type { Scope } from './scope.ts';
import { collectErrors, TemplateError } from './template-error.ts';

/** A resource as the template declares it. */
export interface Declared {
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** Unknown conditions on which its existence depends; empty: it exists. */
  readonly mayExist: readonly string[];
}

export type DeclaredResources = ReadonlyMap<string, Declared>;

/**
 * Returns the resources whose condition is met or unknown, by logical id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 * @throws TemplateError for a resource that is not valid.
 */
export function declaredResources(
  resources: JsonObject,
  condition: Scope['condition'],
): DeclaredResources {
  const found = collectErrors(Object.entries(resources), ([id, json]) => {
    const path = `Resources.${id}`;
    if (!isObject(json)) {
      throw new TemplateError(path, 'must be an object', {
        advice: 'write the Type and the Properties of the resource',
      });
    }
    const met = conditionOf(json['Condition'], condition, `${path}.Condition`);
    if (met === false) return [];
    const one: Declared = {
      type: textAt(json['Type'], `${path}.Type`),
      properties: objectAt(json['Properties'], `${path}.Properties`),
      metadata: objectAt(json['Metadata'], `${path}.Metadata`),
      mayExist: met === true ? [] : [`condition ${readable(textAt(json['Condition'], path))}`],
    };
    return [[id, one] as const];
  });
  return new Map(found);
}

function conditionOf(
  name: Json | undefined,
  condition: Scope['condition'],
  path: string,
): boolean | string {
  return name === undefined ? true : condition(textAt(name, path), path);
}
