/** Returns the postage for a weight in grams. The tests of the mutations run on it. */
export function postage(grams: number): number {
  if (grams > 1000) return 9;
  if (grams < 0) throw new RangeError('A weight is not negative.');
  return isLetter(grams) ? 1 : 4;
}

function isLetter(grams: number): boolean {
  return grams <= 50;
}
