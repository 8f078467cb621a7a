/**
 * Returns a page with another text between two of its comments.
 *
 * @param name of the comments: `<!-- begin NAME -->` and `<!-- end NAME -->`.
 * @throws when the page does not have them in this order.
 */
export function replaceBetween(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no part "${name}".`);
  return `${page.slice(0, from + begin.length)}\n\n${text}\n\n${page.slice(to)}`;
}
