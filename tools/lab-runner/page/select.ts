import { UsageError } from '../errors.ts';

/**
 * Returns the pages that are named by number (`2`), name (`2-access-denied`), or name without the number.
 *
 * @throws UsageError for an unknown name.
 */
export function selectPages<T extends { readonly name: string }>(
  pages: readonly T[],
  names: readonly string[],
): readonly T[] {
  for (const name of names) {
    if (pages.some((page) => isCalled(page, name))) continue;
    throw new UsageError(
      `There is no page ${name}. The pages are: ${pages.map((page) => page.name).join(', ')}`,
    );
  }
  if (names.length === 0) return pages;
  return pages.filter((page) => names.some((name) => isCalled(page, name)));
}

const isCalled = ({ name }: { readonly name: string }, called: string): boolean =>
  [name, name.replace(/-.*/, ''), name.replace(/^\d+-/, '')].includes(called);
