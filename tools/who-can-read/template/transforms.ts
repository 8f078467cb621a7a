import { isObject, type Json, type JsonObject } from './json-value.ts';

/**
 * Transforms of AWS that this project supports or that cannot change the readers.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-reference.html
 */
export const ownTransforms: ReadonlySet<string> = new Set([
  'AWS::Serverless-2016-10-31',
  'AWS::LanguageExtensions',
  'AWS::Include',
  // Adds deployment hooks and deployment groups of CodeDeploy.
  'AWS::CodeDeployBlueGreen',
  // Adds a secret's rotation function in a nested stack, which is listed where the secret is.
  'AWS::SecretsManager-2020-07-23',
  'AWS::SecretsManager-2024-09-16',
]);

/** The transform of the Serverless Application Model. */
export const SAM = 'AWS::Serverless-2016-10-31';

/** Returns the names of the transforms of a template. */
export function transformsOf(template: JsonObject): readonly string[] {
  return [template['Transform'] ?? []].flat().map(nameOf);
}

function nameOf(transform: Json): string {
  const name = isObject(transform) ? transform['Name'] : transform;
  return typeof name === 'string' ? name : 'a transform of an unknown name';
}

/**
 * Returns the macros of a template that are not transforms of AWS: each gets the whole template and
 * can change all of it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html
 */
export function macrosOf(template: JsonObject): ReadonlyMap<string, string> {
  const foreign = transformsOf(template).filter((name) => !ownTransforms.has(name));
  return new Map([
    ...macrosOfResources(template),
    ...foreign.map((name) => [name, 'macro'] as const),
  ]);
}

/**
 * Macros in a resource or in its properties: they can change their siblings as well.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-transform.html
 */
function macrosOfResources({ Resources: resources = {} }: JsonObject) {
  if (!isObject(resources)) return [];
  return Object.entries(resources).flatMap(([id, resource]) => {
    const places = isObject(resource) ? [resource, resource['Properties']] : [];
    return places.flatMap((one) => {
      const transform = isObject(one) ? one['Fn::Transform'] : undefined;
      const name = transform === undefined ? 'AWS::Include' : nameOf(transform);
      // The result of an include in the properties is known or a hole; see include.ts.
      const known = name === 'AWS::Include' && one !== resource;
      return transform === undefined || known ? [] : [[name, `macro in ${id}`] as const];
    });
  });
}
