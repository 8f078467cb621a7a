import { isObject, type Json, textAt } from './json-value.ts';
import type { UnknownValues } from './unknown-values.ts';

const REFERENCE = /\{\{resolve:([^{}]+)\}\}/g;

/**
 * Returns a resolved value in which every dynamic reference is the given value or a hole:
 * CloudFormation looks it up in Systems Manager or Secrets Manager when it deploys.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function withDynamicReferences(value: Json, unknown: UnknownValues, path: string): Json {
  if (typeof value === 'string') {
    if (!value.includes('{{resolve:')) return value;
    return value.replace(REFERENCE, (_, reference: string) => {
      const key = `resolve:${reference}`;
      return textAt(unknown.value(key, `dynamic reference {{${key}}}`), path);
    });
  }
  if (Array.isArray(value)) return value.map((one) => withDynamicReferences(one, unknown, path));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withDynamicReferences(one, unknown, path)]),
  );
}
