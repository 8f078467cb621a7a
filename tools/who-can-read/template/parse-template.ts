import { type Document, isScalar, parseDocument, Scalar, visit } from 'yaml';
import { intrinsicTags } from './cloudformation-tags.ts';
import { type JsonObject, objectAt, toJson } from './json-value.ts';
import { TemplateError, TemplateErrors } from './template-error.ts';

/** Plain scalars that YAML 1.1, which the AWS tools read, takes for something else than YAML 1.2. */
const AMBIGUOUS = /^(yes|no|on|off)$|^[+-]?0\d+$/i;

/**
 * Returns a template, YAML or JSON, with the short forms of intrinsic functions written out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 * @throws TemplateError when it is neither, or can be read in two ways.
 */
export function parseTemplate(text: string): JsonObject {
  const json = fromJson(text);
  if (json !== undefined) return objectAt(toJson(json, 'template'), 'template');
  const document = orReject(() => parseDocument(text, { customTags: [...intrinsicTags] }));
  rejectAll([...document.errors, ...document.warnings]);
  rejectAmbiguous(document);
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

function rejectAmbiguous(document: Document): void {
  visit(document, {
    Scalar: (_, { type, source, range }) => {
      if (type !== Scalar.PLAIN || source === undefined || !AMBIGUOUS.test(source)) return;
      const where = `template, character ${range?.[0] ?? 0}`;
      throw new TemplateError(where, `${source} is read in two ways: put it in quotes`);
    },
    Pair: (_, { key }) => {
      // The parser would make a text of a list or an object.
      const plain = isScalar(key) && (typeof key.value !== 'object' || key.value === null);
      if (!plain) throw new TemplateError('template', 'a name must be a text');
    },
  });
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
