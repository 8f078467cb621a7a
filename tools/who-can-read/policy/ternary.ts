/**
 * Three-valued logic: a condition on a value that we do not have is neither true nor false.
 * `unknown` never becomes `yes` on its own, so a guess never allows a request.
 */
export type Ternary = 'yes' | 'no' | 'unknown';

/** `yes` when all are; `no` as soon as one is; `yes` for none at all. */
export function all(values: readonly Ternary[]): Ternary {
  if (values.includes('no')) return 'no';
  return values.includes('unknown') ? 'unknown' : 'yes';
}

/** `yes` as soon as one is; `no` when all are; `no` for none at all. */
export function any(values: readonly Ternary[]): Ternary {
  if (values.includes('yes')) return 'yes';
  return values.includes('unknown') ? 'unknown' : 'no';
}

/** Swaps `yes` and `no`; `unknown` stays unknown. */
export function not(value: Ternary): Ternary {
  return value === 'unknown' ? value : value === 'yes' ? 'no' : 'yes';
}

/** The value of a plain boolean. */
export function ternary(value: boolean): Ternary {
  return value ? 'yes' : 'no';
}
