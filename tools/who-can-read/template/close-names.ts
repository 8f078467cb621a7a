/** The largest number of suggested names. */
const MOST = 3;

/** The largest number of names in a list of all names. */
const MOST_SHOWN = 10;

/** Returns the names that are close to a mistyped one, the closest first. */
export function closeNames(wrong: string, names: readonly string[]): readonly string[] {
  return names
    .map((name) => ({ name, far: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(wrong.length, name.length) / 2)
    .toSorted((one, other) => one.far - other.far)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Returns the number of letters to add, remove or replace to change one text into the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (letter === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Returns what to do about a name that does not exist. @param words before the list of names: `there are`. */
export function adviceOnName(wrong: string, names: readonly string[], words: string): string {
  const close = closeNames(wrong, names);
  if (close.length > 0) return `close names are ${close.join(', ')}`;
  if (names.length === 0) return 'declare it, or remove the reference';
  const shown = names.slice(0, MOST_SHOWN).join(', ');
  const more = names.length > MOST_SHOWN ? ` and ${names.length - MOST_SHOWN} more` : '';
  return `declare it, or correct the name: ${words} ${shown}${more}`;
}
