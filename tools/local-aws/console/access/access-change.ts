import type { Reader } from '../contract.ts';

/**
 * Returns the principals that gain and that lose read access. A principal that can read by more API
 * actions than before, or by a known answer instead of an unknown one, gains.
 */
export function accessChange(
  before: readonly Reader[],
  after: readonly Reader[],
): { gained: readonly Reader[]; lost: readonly Reader[] } {
  return { gained: more(after, before), lost: more(before, after) };
}

function more(these: readonly Reader[], than: readonly Reader[]): readonly Reader[] {
  const others = new Map(than.map((one) => [one.id, one]));
  return these.flatMap((one) => {
    const other = others.get(one.id);
    if (!other) return [one];
    if (one.answer === 'unknown') return [];
    const by = other.answer === 'yes' ? one.by.filter((way) => !other.by.includes(way)) : one.by;
    return by.length > 0 ? [{ ...one, by }] : [];
  });
}
