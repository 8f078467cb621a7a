import { isObject, type Json, type JsonObject, objectAt, textAt } from '../json-value.ts';
import { SAM, transformsOf } from '../transforms.ts';
import { CONNECTOR, expandConnectors } from './sam-connectors.ts';
import { type SamResource, samTypes } from './sam-resources.ts';

/**
 * Returns a template in which the principals, permissions, tables and state machines that the transform
 * creates replace the resources of SAM. Other templates are returned unchanged.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
 * @throws TemplateError for a value that is not an object.
 */
export function transformSam(template: JsonObject): JsonObject {
  if (!transformsOf(template).includes(SAM)) return template;
  const globals = objectAt(template['Globals'], 'Globals');
  const resources = objectAt(template['Resources'], 'Resources');
  const made = Object.entries(resources).flatMap(([logicalId, json]) => {
    const path = `Resources.${logicalId}`;
    const resource = objectAt(json, path);
    const connectors = connectorsOf(logicalId, resource);
    const type = resource['Type'];
    const expand =
      typeof type === 'string' && Object.hasOwn(samTypes, type) ? samTypes[type] : undefined;
    if (!expand) return [[logicalId, resource] as const, ...connectors];
    const own = objectAt(resource['Properties'], `${path}.Properties`);
    const shared = objectAt(
      globals[textAt(type, path).replace('AWS::Serverless::', '')],
      'Globals',
    );
    const { Type: _, Properties: __, Connectors: ___, ...attributes } = resource;
    const expanded: SamResource = { logicalId, properties: merged(shared, own), attributes };
    return [...Object.entries(expand(expanded)), ...connectors];
  });
  // A resource in the template overrides a resource of SAM with the same name.
  const all = { ...Object.fromEntries(made), ...plain(resources) };
  return { ...template, Resources: expandConnectors(all) };
}

const plain = (resources: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(resources).filter(([, one]) => !isSam(isObject(one) ? one['Type'] : undefined)),
  );

const isSam = (type: Json | undefined): boolean =>
  typeof type === 'string' && Object.hasOwn(samTypes, type);

/**
 * Lists are joined, objects merged, and anything else of the resource replaces the global value.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
function merged(shared: JsonObject, own: JsonObject): JsonObject {
  const all: Record<string, Json> = { ...shared };
  for (const [name, value] of Object.entries(own)) {
    const before = all[name];
    if (Array.isArray(before) && Array.isArray(value)) all[name] = [...before, ...value];
    else if (isPlain(before) && isPlain(value)) all[name] = merged(before, value);
    else all[name] = value;
  }
  return all;
}

/** An intrinsic function replaces a global value, and is not merged with it. */
const isPlain = (value: Json | undefined): value is JsonObject =>
  isObject(value) && !Object.keys(value).some((name) => name === 'Ref' || name.startsWith('Fn::'));

/** A connector inside a resource has that resource as its source. */
function connectorsOf(
  logicalId: string,
  resource: JsonObject,
): readonly (readonly [string, Json])[] {
  const connectors = objectAt(resource['Connectors'], `Resources.${logicalId}.Connectors`);
  const condition = resource['Condition'];
  return Object.entries(connectors).map(([name, json]) => [
    `${logicalId}${name}`,
    {
      Type: CONNECTOR,
      Properties: {
        ...objectAt(objectAt(json, name)['Properties'], name),
        Source: { Id: logicalId },
      },
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ]);
}
