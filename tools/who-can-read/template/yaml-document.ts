import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { intrinsicTags } from './cloudformation-tags.ts';

/** A place in a text; both count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** A template as the parser reads it, with the places of its parts in the text. */
export interface YamlDocument {
  readonly document: Document;
  readonly placeAt: (offset: number) => TextPlace;
}

/** Each repair parses the text again: so many characters in all, a few seconds of work. */
const MOST_CHARACTERS = 5_000_000;

/**
 * Returns a template, YAML or JSON, with the problems that the parser found. Like CloudFormation,
 * it accepts two things that YAML does not allow. An object can have a name twice: the last value
 * applies. Lines within brackets do not need indentation, as in a JSON policy that was pasted into
 * YAML.
 * @throws what the parser throws for aliases without an anchor, and for too many levels.
 */
export function readYaml(text: string): YamlDocument {
  const first = readOnce(text);
  const lines = text.split('\n');
  const indented = new Set<number>();
  let found = first;
  const mostRepairs = MOST_CHARACTERS / Math.max(1, text.length);
  while (indented.size < mostRepairs) {
    const line = found.document.errors.map((error) => lineToIndent(error, lines)).find(isNumber);
    if (line === undefined || indented.has(line)) break;
    indented.add(line);
    found = readOnce(lines.map((one, n) => (indented.has(n + 1) ? INDENT + one : one)).join('\n'));
  }
  // A bracket without an end is reported without a repair.
  if (found.document.errors.length > 0) return first;
  const { document, placeAt } = found;
  return { document, placeAt: (offset) => withoutIndent(placeAt(offset), indented) };
}

/** Wider than any level of a template. */
const INDENT = ' '.repeat(100);

function readOnce(text: string): YamlDocument {
  const lineCounter = new LineCounter();
  const customTags = [...intrinsicTags];
  const document = parseDocument(text, { customTags, lineCounter, uniqueKeys: false });
  const placeAt = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  return { document, placeAt };
}

const isNumber = (value: number | undefined): value is number => value !== undefined;

/** The line that only lacks indentation; undefined for another problem. */
function lineToIndent(
  { code, message, linePos }: YAMLError,
  lines: readonly string[],
): number | undefined {
  const line = linePos?.[0].line;
  if (line === undefined) return undefined;
  if (code === 'BAD_INDENT' && message.startsWith('Flow ')) return line;
  const isComment = lines[line - 1]?.startsWith('#') ?? false;
  return code === 'MISSING_CHAR' && isComment ? line : undefined;
}

const withoutIndent = ({ line, column }: TextPlace, indented: ReadonlySet<number>): TextPlace => ({
  line,
  column: indented.has(line) ? Math.max(1, column - INDENT.length) : column,
});

/** Returns the names that an object has twice, each with the place of the one that counts. */
export function repeatedNames({
  document,
  placeAt,
}: YamlDocument): readonly (TextPlace & { readonly name: string })[] {
  const repeated: (TextPlace & { readonly name: string })[] = [];
  visit(document, {
    Map: (_, map) => {
      if (!isMap(map)) return;
      const last = new Map<string, number>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const offset = key.range?.[0] ?? 0;
        if (last.has(name)) repeated.push({ name, ...placeAt(offset) });
        last.set(name, offset);
      }
    },
  });
  return repeated;
}
