import { UsageError } from '../errors.ts';

/**
 * The pages that a person names by number (`2`), name (`2-access-denied`), or name without the number.
 *
 * @throws UsageError for a name that no page has.
 */
export function selectPages<T extends { readonly name: string }>(
  pages: readonly T[],
  names: readonly string[],
): readonly T[] {
  for (const name of names) {
    if (pages.some((page) => isCalled(page, name))) continue;
    throw new UsageError(
      `No page is called ${name}. There are: ${pages.map((page) => page.name).join(', ')}`,
    );
  }
  if (names.length === 0) return pages;
  return pages.filter((page) => names.some((name) => isCalled(page, name)));
}

const isCalled = ({ name }: { readonly name: string }, called: string): boolean =>
  [name, name.replace(/-.*/, ''), name.replace(/^\d+-/, '')].includes(called);
