import { withDynamicReferences } from './dynamic-references.ts';
import { textOf } from './either.ts';
import { isObject, type Json, type JsonObject, objectAt, textAt } from './json-value.ts';
import { resolve } from './resolve-value.ts';
import { resolved, type Scope } from './scope.ts';
import { collectErrors } from './template-error.ts';

/** The outputs of a template. Both functions throw TemplateError for an output that is not valid. */
export interface Outputs {
  /** Returns the values by the names of the outputs. */
  readonly values: () => ReadonlyMap<string, Json>;
  /** Returns the names of the exports, each with its output. */
  readonly exports: () => ReadonlyMap<string, string>;
}

/**
 * Returns the outputs of a template. An output whose condition is not met does not exist.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
 */
export function outputsOf(declared: JsonObject, scope: Scope): Outputs {
  const existing = () =>
    collectErrors(Object.entries(declared), ([name, json]) => {
      const path = `Outputs.${name}`;
      const output = objectAt(json, path);
      const { Condition: condition } = output;
      const exists =
        condition === undefined ||
        scope.condition(textAt(condition, `${path}.Condition`), `${path}.Condition`) !== false;
      return exists ? [{ name, path, output }] : [];
    });
  const each = <Value>(
    work: (output: JsonObject, path: string, name: string) => readonly (readonly [string, Value])[],
  ) => new Map(collectErrors(existing(), (one) => work(one.output, one.path, one.name)));
  return {
    values: () =>
      each((output, path, name) => {
        const value = resolve(output['Value'] ?? null, scope, `${path}.Value`);
        return value === undefined
          ? []
          : [[name, withDynamicReferences(value, scope.unknown, path)] as const];
      }),
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
    exports: () =>
      each(({ Export: exported }, path, name) => {
        if (!isObject(exported)) return [];
        const where = `${path}.Export.Name`;
        return [[textOf(resolved(exported['Name'] ?? null, scope, where), where), name] as const];
      }),
  };
}
