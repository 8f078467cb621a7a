import { type Document, parseDocument } from 'yaml';
import { intrinsicTags } from './cloudformation-tags.ts';
import { type JsonObject, objectAt, toJson } from './json-value.ts';
import { TemplateError, TemplateErrors } from './template-error.ts';
import { applyYaml11 } from './yaml-1-1.ts';

/**
 * Returns a template, YAML or JSON, with the short forms of intrinsic functions written out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 * @throws TemplateError when it is neither.
 */
export function parseTemplate(text: string): JsonObject {
  const json = fromJson(text);
  if (json !== undefined) return objectAt(toJson(json, 'template'), 'template');
  const document = orReject(() => parseDocument(text, { customTags: [...intrinsicTags] }));
  rejectAll([...document.errors, ...document.warnings]);
  applyYaml11(document);
  const value: unknown = orReject(() => document.toJS());
  return objectAt(toJson(value, 'template'), 'template');
}

/** The parser lists most problems, and throws for aliases of nothing, of too much, and for depth. */
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
 * JSON is read as such, which is fifty times faster than reading it as YAML. Undefined for any other
 * text, and for JSON with a name twice: there, the parser of YAML says where.
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
