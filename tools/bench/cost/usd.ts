/** Returns an amount in dollars: with cents, and below ten cents with two significant digits. */
export function usd(amount: number): string {
  if (amount === 0 || amount >= 0.1) return amount.toFixed(2);
  return new Intl.NumberFormat('en-US', { maximumSignificantDigits: 2 }).format(amount);
}
