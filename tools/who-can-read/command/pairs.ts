import { UsageError } from './usage-error.ts';

/**
 * `NAME=VALUE` arguments by name; the value can contain further equal signs.
 * @throws UsageError for one without an equal sign, and for a name that is given twice.
 */
export function parsePairs(
  pairs: readonly string[],
  option: string,
  form: string,
): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`${option} takes ${form}, not ${pair}`);
    const name = pair.slice(0, at);
    if (found.has(name)) throw new UsageError(`${option} gives ${name} twice`);
    found.set(name, pair.slice(at + 1));
  }
  return Object.fromEntries(found);
}
