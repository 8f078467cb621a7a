/** A JSON object, as the operations of JSON protocols take and give it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The text is not a JSON object that every parser reads in the same way. */
export class AmbiguousJsonError extends Error {
  override readonly name = 'AmbiguousJsonError';
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
const MAX_DEPTH = 200;

/**
 * Reads a JSON object that every parser reads in the same way: strict UTF-8, no byte order mark, no
 * two members whose names differ in case only. An empty body counts as `{}`. RFC 8259 leaves open
 * what a repeated name means: https://www.rfc-editor.org/rfc/rfc8259#section-4
 *
 * @throws AmbiguousJsonError when it is anything else.
 */
export function parseStrictJson(bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) return {};
  const text = decode(bytes);
  rejectRepeatedNames(text);
  const value = parse(text);
  if (!isObject(value)) throw new AmbiguousJsonError('The body is not a JSON object.');
  return value;
}

/** Whether an object in a JSON text has two members of exactly the same name, or nests too deeply. */
export function repeatsName(text: string): boolean {
  try {
    rejectRepeatedNames(text, (name) => name);
    return false;
  } catch {
    return true;
  }
}

/** Whether a value is a JSON object, and no array or null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AmbiguousJsonError('The body is not UTF-8.', { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which can be secret.
    throw new AmbiguousJsonError('The body is not JSON.');
  }
}

const inLowerCase = (name: string): string => name.toLowerCase();

function rejectRepeatedNames(text: string, form = inLowerCase): void {
  const open: (Set<string> | undefined)[] = [];
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (isName(text, index + token.length)) note(open.at(-1), form(String(parse(token))));
    if (open.length > MAX_DEPTH) throw new AmbiguousJsonError('The body is nested too deeply.');
  }
}

function isName(text: string, after: number): boolean {
  let at = after;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
}

function note(names: Set<string> | undefined, name: string): void {
  if (names?.has(name)) throw new AmbiguousJsonError('The body names a member twice.');
  names?.add(name);
}
