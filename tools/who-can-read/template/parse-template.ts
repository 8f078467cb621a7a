import type { Document } from 'yaml';
import { type JsonObject, objectAt, toJson } from './json-value.ts';
import { TemplateError, TemplateErrors } from './template-error.ts';
import { applyYaml11 } from './yaml-1-1.ts';
import { readYaml, repeatedNames } from './yaml-document.ts';

/**
 * Returns a template, YAML or JSON, with the short forms of intrinsic functions written out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 * @param note receives a note for the user about a name that an object has twice.
 * @throws TemplateError for a text that is neither.
 */
export function parseTemplate(text: string, note?: (sentence: string) => void): JsonObject {
  const json = fromJson(text);
  if (json !== undefined) return objectAt(toJson(json, 'template'), 'template');
  const yaml = orReject(() => readYaml(text));
  const { document } = yaml;
  rejectAll([...document.errors, ...document.warnings]);
  if (note) for (const one of repeatedNames(yaml)) note(noteOn(one));
  applyYaml11(document);
  const value: unknown = orReject(() => document.toJS());
  return objectAt(toJson(value, 'template'), 'template');
}

const noteOn = ({ name, line, column }: ReturnType<typeof repeatedNames>[number]): string =>
  `${name} occurs twice in one object, the second time in line ${line}, column ${column}: the last value counts. CloudFormation does the same, but AWS does not document it.`;

/** The parser lists most problems. It throws for aliases without an anchor, too many aliases and depth. */
function orReject<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    return reject(error instanceof Error ? error.message : 'not YAML');
  }
}

/** A text with several errors is reported with all of them. */
function rejectAll(problems: Document['errors' | 'warnings']): void {
  const errors = problems.map(({ message, linePos }) => {
    const [start] = linePos ?? [];
    const place = start ? { place: { line: start.line, column: start.col } } : {};
    return new TemplateError('template', problemOf(message), place);
  });
  const [first, ...more] = errors;
  if (first) throw more.length > 0 ? new TemplateErrors([first, ...more]) : first;
}

/** The parser repeats the place in its message. */
function problemOf(message: string): string {
  const [line = 'not YAML'] = message.split('\n');
  return line.replace(/ at line \d+, column \d+:?$/, '');
}

function reject(message: string): never {
  throw new TemplateError('template', message.split('\n')[0] ?? 'not YAML');
}

const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/**
 * Returns the value of a JSON text, 50 times faster than the YAML parser. Undefined for any other text, and
 * for JSON with a name twice, because the YAML parser reports the position.
 */
function fromJson(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const found: unknown = JSON.parse(text);
    let names = 0;
    for (const [, colon] of text.matchAll(STRING)) if (colon !== undefined) names += 1;
    return names === countNames(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const below = Object.values(value).reduce<number>((sum, one) => sum + countNames(one), 0);
  return below + (Array.isArray(value) ? 0 : Object.keys(value).length);
}
