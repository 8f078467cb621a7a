import type { UnknownValue } from '../report/access-model.ts';
import type { Declared } from './declared.ts';
import { textOf } from './either.ts';
import { isObject, type Json, type JsonObject } from './json-value.ts';
import type {
  ResolvedResource,
  ResolvedTemplate,
  ResolveOptions,
  TemplateTree,
} from './resolved-template.ts';
import type { StackLocation } from './scope.ts';
import { runAll, TemplateError, whileResolving } from './template-error.ts';

/** The nested stacks of a template whose templates are known. */
export interface NestedStacks {
  /** Returns an output; undefined for a stack of an unknown template. */
  output(logicalId: string, name: string): Json | undefined;
  /** Returns the resources in a nested stack, their names prefixed; undefined for anything else. */
  resources(
    logicalId: string,
    declared: Declared | undefined,
  ): readonly ResolvedResource[] | undefined;
  causesIn(text: string): readonly UnknownValue[];
  /** Checks all nested stacks that exist. @throws TemplateError for a part that is not valid. */
  check(): void;
}

/** Resolves the parsed template of one stack, as `resolveParsed` in resolve-template.ts does. */
type ResolveParsed = (
  template: JsonObject,
  location: StackLocation,
  parameters: Readonly<Record<string, string>>,
  options: ResolveOptions,
) => ResolvedTemplate;

/**
 * Returns the nested stacks of a template. Each is resolved on request, with the parameters
 * that the template around it gives.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 */
export function nestedStacks(
  options: ResolveOptions,
  location: StackLocation,
  resolveParsed: ResolveParsed,
  parametersOf: (logicalId: string) => Json,
  exists: (logicalId: string) => boolean,
): NestedStacks {
  const known = new Map<string, ResolvedTemplate | 'being resolved'>();

  function stack(id: string): ResolvedTemplate | undefined {
    const tree =
      options.nested && Object.hasOwn(options.nested, id) ? options.nested[id] : undefined;
    if (!tree) return undefined;
    const before = known.get(id);
    if (before === 'being resolved')
      throw new TemplateError(`Resources.${id}`, 'depends on itself', {
        advice: 'remove one of the references that make the loop',
      });
    if (before) return before;
    const found = whileResolving(known, id, () => resolveStack(id, tree));
    known.set(id, found);
    return found;
  }

  function resolveStack(id: string, tree: TemplateTree): ResolvedTemplate {
    const given = parametersOf(id);
    const parameters = Object.fromEntries(
      Object.entries(isObject(given) ? given : {}).map(([name, value]) => [
        name,
        asText(value, id),
      ]),
    );
    const prefix = `${options.prefix ?? ''}${id}/`;
    const where = { ...location, stackName: `${location.stackName}-${id}` };
    const { file: _, ...rest } = options;
    return resolveParsed(tree.template, where, parameters, {
      ...rest,
      ...(tree.file === undefined ? {} : { file: tree.file }),
      nested: tree.nested,
      prefix,
    });
  }

  return {
    output: (id, name) => stack(id)?.outputs().get(name),
    resources(id, declared) {
      const found = stack(id);
      return found?.resources().map((one) => ({
        ...one,
        logicalId: `${id}/${one.logicalId}`,
        mayExist: [...(declared?.mayExist ?? []), ...one.mayExist],
      }));
    },
    check: () =>
      runAll(
        Object.keys(options.nested ?? {})
          .filter(exists)
          .map((id) => () => stack(id)?.check()),
      ),
    causesIn: (text) =>
      [...known.values()].flatMap((one) => (one === 'being resolved' ? [] : one.causesIn(text))),
  };
}

/** A nested stack gets a list as one text with commas. */
function asText(value: Json, id: string): string {
  const path = `Resources.${id}.Properties.Parameters`;
  if (!Array.isArray(value)) return textOf(value, path);
  return value.map((one: Json) => textOf(one, path)).join(',');
}
