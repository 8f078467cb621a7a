/** The median of some numbers, and the range of the middle half. */
export type Spread = { median: number; low: number; high: number };

/**
 * Returns the quartiles, interpolated between two numbers where necessary.
 *
 * @param values at least one.
 */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? Number.NaN;
    const above = sorted[Math.ceil(place)] ?? Number.NaN;
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** Returns a number that is the same each time, like a size. */
export function exact(value: number): Spread {
  return { median: value, low: value, high: value };
}

/**
 * Returns the median of the ratios of each round. A machine that is slow in some rounds slows both
 * sides, which the ratio of two medians does not cancel out.
 *
 * @param values one for each round, as many as the others.
 */
export function ratioByTurn(values: readonly number[], others: readonly number[]): number {
  return spread(values.map((value, turn) => value / (others[turn] ?? Number.NaN))).median;
}
