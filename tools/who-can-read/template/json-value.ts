import { usesReserved } from '../unknown-text.ts';
import { TemplateError } from './template-error.ts';

/** A value of a template: JSON, with intrinsic functions in their long form. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * Returns a value from a parser as JSON.
 *
 * @param above the values around it: in YAML a list can contain itself.
 * @throws TemplateError for values that are not JSON, such as dates, and for a value that contains itself.
 */
export function toJson(value: unknown, path: string, above: readonly unknown[] = []): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    if (!usesReserved(value)) return value;
    throw new TemplateError(
      path,
      'contains U+FDD0 or U+FDD1, which no text of a template can contain',
      { advice: 'remove these characters' },
    );
  }
  if (typeof value === 'boolean' || typeof value === 'number') return value;
  if (above.includes(value)) {
    throw new TemplateError(path, 'contains itself', {
      advice: 'remove the alias that makes the loop',
    });
  }
  const here = [...above, value];
  if (Array.isArray(value)) return value.map((item, at) => toJson(item, `${path}[${at}]`, here));
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        toJson(name, path);
        return [name, toJson(item, `${path}.${name}`, here)];
      }),
    );
  }
  throw new TemplateError(path, `a ${value.constructor.name} is not valid in a template`, {
    advice: 'put the value in quotes',
  });
}

const MISSING = 'is missing';

/** What to do about a value of the wrong type. */
export const MUST = {
  object: 'write names with values: NAME: VALUE',
  list: 'write a list: [FIRST, SECOND]',
  text: 'write a text, or a function that returns one',
} as const;

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, or an empty one where there is nothing. @throws TemplateError on anything else. */
export function objectAt(value: Json | undefined, path: string): JsonObject {
  if (value === undefined || value === null) return {};
  if (isObject(value)) return value;
  throw new TemplateError(path, 'must be an object', { advice: MUST.object });
}

/** Items of a list. @throws TemplateError when the value is not a list. */
export function listAt(value: Json | undefined, path: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(path, value === undefined ? MISSING : 'must be a list', {
    advice: MUST.list,
  });
}

/**
 * A text. CloudFormation accepts numbers and booleans for a text.
 * @throws TemplateError on anything else.
 */
export function textAt(value: Json | undefined, path: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(path, value === undefined ? MISSING : 'must be a text', {
    advice: MUST.text,
  });
}
