/**
 * Three-valued logic: a condition on a value that we do not have is neither true nor false.
 * `unknown` never becomes `yes` on its own, so a guess can never open a door.
 */
export type Truth = 'yes' | 'no' | 'unknown';

/** `yes` when all are; `no` as soon as one is; `yes` for none at all. */
export function all(values: readonly Truth[]): Truth {
  if (values.includes('no')) return 'no';
  return values.includes('unknown') ? 'unknown' : 'yes';
}

/** `yes` as soon as one is; `no` when all are; `no` for none at all. */
export function any(values: readonly Truth[]): Truth {
  if (values.includes('yes')) return 'yes';
  return values.includes('unknown') ? 'unknown' : 'no';
}

/** Turns `yes` and `no` round; what is unknown stays unknown. */
export function not(value: Truth): Truth {
  return value === 'unknown' ? value : value === 'yes' ? 'no' : 'yes';
}

/** A truth value for a plain boolean. */
export function truth(value: boolean): Truth {
  return value ? 'yes' : 'no';
}
