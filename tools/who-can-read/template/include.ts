import { isUnknown } from '../unknown-text.ts';
import { textOf } from './either.ts';
import { type Json, type JsonObject, objectAt } from './json-value.ts';
import { parseTemplate } from './parse-template.ts';
import { resolved, type Scope } from './scope.ts';
import { inFile } from './template-error.ts';

/** The macro of AWS that includes a file. */
export const INCLUDE = 'AWS::Include';

/**
 * Returns the result of an Fn::Transform: the members of the included file if it was given, or a hole.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 * @throws TemplateError for an included file that is not valid.
 */
export function includeOf(macro: Json, scope: Scope, path: string): JsonObject | string {
  const { Name: name, Parameters: parameters } = objectAt(macro, `${path}.Fn::Transform`);
  const called = textOf(resolved(name ?? null, scope, path), `${path}.Fn::Transform.Name`);
  if (called !== INCLUDE) {
    const key = `macro ${called} at ${path}`;
    return unknownText(scope.unknown.value(key, `what macro ${called} returns`, null));
  }
  const { Location: location = null } = objectAt(parameters, `${path}.Fn::Transform.Parameters`);
  const file = textOf(resolved(location, scope, path), `${path}.Fn::Transform.Parameters.Location`);
  const text = Object.hasOwn(scope.files, file) ? scope.files[file] : undefined;
  if (text !== undefined) return inFile(file, () => parseTemplate(text));
  const why = `included file ${isUnknown(file) ? 'of an unknown name' : file}`;
  return unknownText(scope.unknown.value(`include ${file}`, why, null));
}

const unknownText = (value: Json): string => (typeof value === 'string' ? value : '');
