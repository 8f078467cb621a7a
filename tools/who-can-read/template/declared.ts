import { isObject, type JsonObject, objectAt, textAt } from './json-value.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/** A resource as the template declares it. */
export interface Declared {
  readonly type: string;
  readonly properties: JsonObject;
}

export type DeclaredResources = ReadonlyMap<string, Declared>;

/**
 * Resources whose condition is met, by logical id.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html
 * @throws TemplateError for connectors: the policies that they make are not worked out here.
 */
export function declaredResources(
  resources: JsonObject,
  condition: Scope['condition'],
): DeclaredResources {
  const found = new Map<string, Declared>();
  for (const [id, json] of Object.entries(resources)) {
    const path = `Resources.${id}`;
    if (!isObject(json)) throw new TemplateError(path, 'must be an object');
    const { Condition: name, Connectors: connectors } = json;
    if (name !== undefined && !condition(textAt(name, `${path}.Condition`), path)) continue;
    if (connectors !== undefined) {
      throw new TemplateError(`${path}.Connectors`, 'its policies are not worked out here');
    }
    const type = textAt(json['Type'], `${path}.Type`);
    found.set(id, { type, properties: objectAt(json['Properties'], `${path}.Properties`) });
  }
  return found;
}
