/** The keys after a fence's language; a key without a value has ''. */
export type Info = ReadonlyMap<string, string>;

const TOKEN = /^\s*([a-z]+)(?:=(?:"([^"]*)"|([^\s"]+)))?(?=\s|$)/;

/**
 * Reads the keys after the language of a fence: `name`, `name=value`, `name="some words"`.
 *
 * @param known the keys that this fence can have.
 * @param reportProblem takes one sentence.
 */
export function parseInfo(
  meta: string,
  known: readonly string[],
  reportProblem: (message: string) => void,
): Info {
  const found = new Map<string, string>();
  let rest = meta.trim();
  while (rest !== '') {
    const [whole, name, quoted, bare] = TOKEN.exec(rest) ?? [];
    if (whole === undefined || name === undefined) {
      reportProblem(`The fence has a text that is not a key: ${rest}`);
      return found;
    }
    if (!known.includes(name)) reportProblem(`The fence has an unknown key: ${name}.`);
    if (found.has(name)) reportProblem(`The fence has the key ${name} twice.`);
    found.set(name, quoted ?? bare ?? '');
    rest = rest.slice(whole.length).trim();
  }
  return found;
}
