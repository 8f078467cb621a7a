const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const THREE_DIGITS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** Returns a number with three significant digits, and with all digits before the point. */
export function shown(value: number): string {
  return (Math.abs(value) >= 1000 ? WHOLE : THREE_DIGITS).format(value);
}
