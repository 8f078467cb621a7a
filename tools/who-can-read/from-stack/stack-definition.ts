import type { StackFacts } from '../account/index.ts';
import { AccessError } from '../errors.ts';
import { definitionOf } from '../from-template/state-machine-definition.ts';
import { type Definition, readDefinitionJson } from '../step-functions/definition.ts';
import type { ResolvedResource } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { deployedProperties } from './stack-resource.ts';

const DEFINITION = ['Definition', 'DefinitionString', 'DefinitionS3Location'] as const;
const NO_STACK =
  'Step Functions shows the definition only to callers that can decrypt it; the template of a stack contains it (--stack-name)';

/**
 * Returns the definition of the state machine, from Step Functions or from the template of the stack, or
 * why it is unknown.
 */
export function stackDefinition(facts: StackFacts): Definition | string {
  const { definition: shown } = facts.stateMachine;
  if (shown?.json !== undefined) return readDefinitionJson(shown.json);
  const found = declaredDefinition(facts);
  if (typeof found !== 'string' || shown === undefined) return found;
  const { what, why, code } = shown.unread;
  return `${found}; ${what} cannot be read (${code}: ${why})`;
}

/** The definition in the template of the stack, or why it is missing. */
function declaredDefinition(facts: StackFacts): Definition | string {
  if (facts.stacks.length === 0) return NO_STACK;
  let resource: ResolvedResource | undefined;
  try {
    resource = deployedProperties(facts, ...DEFINITION, 'DefinitionSubstitutions');
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return `the template of the stack cannot be resolved (${error.message})`;
  }
  if (!resource) return 'the template of the stack does not show the definition';
  const found = definitionOf(resource, {}, new Set());
  if (found) return found;
  const { DefinitionS3Location: location } = resource.properties;
  return location === undefined
    ? 'a part of the definition is unknown before deployment'
    : `the definition is in ${textOf(location)}, where the template only points to it`;
}

/** A text, or bucket and key. */
function textOf(location: Json): string {
  if (!isObject(location)) return String(location);
  return `bucket ${String(location['Bucket'])}, key ${String(location['Key'])}`;
}
