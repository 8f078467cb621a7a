/**
 * Three-valued logic: a condition on an unknown value is neither true nor false. `unknown` never becomes
 * `yes` without a known value, so a guess never allows a request.
 */
export type Ternary = 'yes' | 'no' | 'unknown';

/** Returns `yes` if all values are `yes` or there are none, and `no` if one value is `no`. */
export function all(values: readonly Ternary[]): Ternary {
  if (values.includes('no')) return 'no';
  return values.includes('unknown') ? 'unknown' : 'yes';
}

/** Returns `yes` if one value is `yes`, and `no` if all values are `no` or there are none. */
export function any(values: readonly Ternary[]): Ternary {
  if (values.includes('yes')) return 'yes';
  return values.includes('unknown') ? 'unknown' : 'no';
}

/** Swaps `yes` and `no`; `unknown` stays unknown. */
export function not(value: Ternary): Ternary {
  return value === 'unknown' ? value : value === 'yes' ? 'no' : 'yes';
}

/** Returns the value for a boolean. */
export function ternary(value: boolean): Ternary {
  return value ? 'yes' : 'no';
}
