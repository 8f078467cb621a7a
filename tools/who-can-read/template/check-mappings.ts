import { isUnknown } from '../unknown-text.ts';
import { isObject, type Json, type JsonObject } from './json-value.ts';
import { collectErrors, TemplateError } from './template-error.ts';

const FORM = 'a mapping has keys, each with names and values: { us-east-1: { Size: small } }';

/**
 * Checks that every mapping has two levels of names.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html
 * @throws TemplateError for a mapping that does not; TemplateErrors for several.
 */
export function checkMappings(mappings: JsonObject): void {
  collectErrors(entries(mappings, 'Mappings'), ({ value: mapping, path }) => {
    collectErrors(entries(mapping, path), ({ value: names, path: inside }) => {
      collectErrors(entries(names, inside), (one) => {
        if (isObject(one.value))
          throw new TemplateError(one.path, 'must be a text or a list', { advice: FORM });
        return [];
      });
      return [];
    });
    return [];
  });
}

/** An include adds members that are not known here. */
function entries(value: Json, path: string): readonly { value: Json; path: string }[] {
  if (isUnknown(value)) return [];
  if (!isObject(value)) throw new TemplateError(path, 'must be an object', { advice: FORM });
  return Object.entries(value).flatMap(([name, one]) =>
    name === 'Fn::Transform' ? [] : [{ value: one, path: `${path}.${name}` }],
  );
}
