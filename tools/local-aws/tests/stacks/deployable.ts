import { textOf } from 'test-fixtures/resolved-stack';
import { parseTemplate } from 'who-can-read';

/** Options to adapt a template to the CloudFormation API of the emulator. */
export type Fitting = {
  /** Path of the template. */
  readonly template: string;
  /** Path of the workflow that the template names by DefinitionS3Location. */
  readonly definition: string;
  /** Logical ids of resources whose type the emulator does not know. */
  readonly without?: readonly string[];
};

/**
 * Returns a template with its workflow inline, which "sam deploy" would upload separately, and
 * without the resources that the emulator cannot create. @returns JSON.
 */
export function deployable({ template, definition, without = [] }: Fitting): string {
  const whole = parseTemplate(textOf(template));
  const resources = Object.entries(whole['Resources'] ?? {})
    .filter(([id]) => !without.includes(id))
    .map(([id, resource]) => [id, fitted(resource, textOf(definition), without)]);
  return JSON.stringify({ ...whole, Resources: Object.fromEntries(resources) });
}

type Resource = Readonly<Record<string, unknown>>;

function fitted(resource: Resource, definition: string, without: readonly string[]): Resource {
  const { DependsOn, Properties, ...rest } = resource;
  const { DefinitionS3Location, ...properties } = Object(Properties);
  const inline = DefinitionS3Location === undefined ? {} : { DefinitionString: definition };
  const depends = typeof DependsOn === 'string' && !without.includes(DependsOn);
  return {
    ...rest,
    ...(depends ? { DependsOn } : {}),
    Properties: { ...properties, ...inline },
  };
}
