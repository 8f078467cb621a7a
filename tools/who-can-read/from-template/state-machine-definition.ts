import { type Definition, readDefinitionJson } from '../step-functions/definition.ts';
import type { ResolvedResource } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { isUnknown } from '../unknown-text.ts';
import { isOpen, property } from './resource-properties.ts';

/**
 * Returns the definition of a state machine; undefined when it, or a part of its structure, is unknown.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
 * @param files texts of local files, by name: `sam package` uploads DefinitionS3Location.
 * @param others what Ref gives for the other resources of the template.
 */
export function definitionOf(
  resource: ResolvedResource,
  files: Readonly<Record<string, string>>,
  others: ReadonlySet<string>,
): Definition | undefined {
  const json = documentOf(resource, files);
  if (!isObject(json)) return undefined;
  const substitutions = property(resource, 'DefinitionSubstitutions');
  if (isOpen(substitutions)) return undefined;
  const values = isObject(substitutions) ? substitutions : {};
  return readDefinitionJson(json, values, others);
}

function documentOf(
  resource: ResolvedResource,
  files: Readonly<Record<string, string>>,
): Json | undefined {
  const {
    Definition: own,
    DefinitionString: text,
    DefinitionS3Location: location,
  } = resource.properties;
  if (own !== undefined && own !== null) return isUnknown(own) ? undefined : own;
  const file =
    typeof location === 'string' && Object.hasOwn(files, location) ? files[location] : undefined;
  const found = typeof text === 'string' ? text : file;
  if (found === undefined) return undefined;
  try {
    const json: Json = JSON.parse(found);
    return json;
  } catch {
    // The text is YAML, or a hole is part of its structure: its contents are unknown.
    return undefined;
  }
}
