/** Raw headers as Node gives and takes them: name, value, name, value, ... */
export type RawHeaders = readonly string[];

/**
 * Headers about the connection, not about the message. `Transfer-Encoding` is not among
 * them: Node applies it again to the next connection. `Upgrade` and its settings are: a connection
 * that the emulator turned into another protocol could not be watched any more.
 * https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
const OF_ONE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'upgrade',
  'http2-settings',
]);

/** Name and value pairs of raw headers, as written. */
export function* headerPairs(raw: RawHeaders): Generator<readonly [name: string, value: string]> {
  for (let at = 0; at + 1 < raw.length; at += 2) yield [raw[at] ?? '', raw[at + 1] ?? ''];
}

/** Returns the forwarded headers: all in their order, case and number, except headers of a connection. */
export function endToEnd(raw: RawHeaders): string[] {
  const kept: string[] = [];
  for (const [name, value] of headerPairs(raw)) {
    if (!OF_ONE_CONNECTION.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
}

/**
 * The headers of a request as the emulator gets them. They say that the request came over TLS,
 * because policies such as that of `sam deploy`'s bucket deny other requests
 * (`aws:SecureTransport`). Other machines cannot observe the loopback interface.
 */
export function toUpstream(raw: RawHeaders): string[] {
  const kept: string[] = [];
  for (const [name, value] of headerPairs(raw)) {
    const lower = name.toLowerCase();
    if (OF_ONE_CONNECTION.has(lower) || lower === 'x-forwarded-proto') continue;
    kept.push(name, value);
  }
  kept.push('X-Forwarded-Proto', 'https');
  return kept;
}

/**
 * Values of a header by its name, one an occurrence. The name counts in any case, and with `_` for
 * `-`, which servers of the CGI family (Python's WSGI) cannot tell apart.
 */
export function valuesOf(raw: RawHeaders, wanted: string): string[] {
  const found: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    // Most names are of another length.
    if (name.length !== wanted.length) continue;
    if (name.toLowerCase().replaceAll('_', '-') === wanted) found.push(raw[at + 1] ?? '');
  }
  return found;
}

/** Headers that must not occur twice, because the emulator could read the other one. */
export const SINGLE = [
  'host',
  'content-type',
  'authorization',
  'x-amz-target',
  'x-amz-security-token',
] as const;

/** Headers that give the bytes of a body another meaning. */
export const ENCODED = [
  'content-encoding',
  'x-amz-decoded-content-length',
  'x-amz-trailer',
] as const;
