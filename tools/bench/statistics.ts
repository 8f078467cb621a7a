/** The middle of some numbers, and the range that the middle half of them lies in. */
export type Spread = { median: number; low: number; high: number };

/**
 * Quartiles, between two of the numbers where none lies there.
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

/** A number that is the same each time, like a size. */
export function exact(value: number): Spread {
  return { median: value, low: value, high: value };
}

/**
 * How many times the other's numbers these are: the middle of the ratios turn by turn. A machine that
 * is slow for some turns is so for both, which the ratio of two medians would not know.
 *
 * @param values one for each turn, as many as the others.
 */
export function ratioByTurn(values: readonly number[], others: readonly number[]): number {
  return spread(values.map((value, turn) => value / (others[turn] ?? Number.NaN))).median;
}
