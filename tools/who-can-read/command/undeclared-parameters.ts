import type { AccessError } from '../errors.ts';
import { placeOfName } from '../report/template-places.ts';
import { closeNames } from '../template/close-names.ts';
import { TemplateError } from '../template/index.ts';
import { isObject, type JsonObject } from '../template/json-value.ts';
import type { TemplateValues } from './template-inputs.ts';
import { UsageError } from './usage-error.ts';

/**
 * Returns an error for each parameter value whose parameter does not exist, by the name of the parameter. Its
 * place is not in the template: it is the command line, or the file with the values.
 */
export function undeclaredParameters(
  { parameters, fromFiles }: TemplateValues,
  { Parameters: declared = {}, Transform: transform = [] }: JsonObject,
): ReadonlyMap<string, AccessError> {
  // An include can add parameters.
  const isComplete = isObject(declared) && !JSON.stringify(transform).includes('AWS::Include');
  if (!isComplete) return new Map();
  const names = Object.keys(declared);
  const wrong = Object.keys(parameters).filter((name) => !names.includes(name));
  return new Map(wrong.map((name) => [name, errorOf(name, names, fromFiles.get(name))]));
}

function errorOf(
  name: string,
  names: readonly string[],
  source: { readonly file: string; readonly text: string } | undefined,
): AccessError {
  const close = closeNames(name, names);
  const all = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  const known = close.length > 0 ? `close names are ${close.join(', ')}` : all;
  const problem = `the template has no such parameter; ${known}`;
  if (!source) return new UsageError(`--parameter ${name}: ${problem}`);
  const { file, text } = source;
  const place = file.endsWith('.toml') ? undefined : placeOfName(text, name);
  const advice = 'remove the value or correct its name';
  return new TemplateError(name, problem, { file, advice, ...(place ? { place } : {}) });
}
