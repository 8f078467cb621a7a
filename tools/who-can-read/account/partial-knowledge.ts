/** Something that could not be read. */
export interface Unread {
  /** `policy of key arn:...` */
  readonly what: string;
  /** The service's own words, or what is wrong with what it answered. */
  readonly why: string;
  /** Name of the error: `AccessDeniedException`, `InvalidPolicyError`, ... */
  readonly code: string;
}

/**
 * What was read of something. Not read is never the same as not there: a reading that is not
 * whole holds no `value`, but an `atMost`, in which all that could not be read is taken to allow
 * everything. What `atMost` refuses is refused; what it allows is not known.
 */
export type Reading<T> =
  | { readonly whole: true; readonly value: T }
  | { readonly whole: false; readonly atMost: T; readonly unread: readonly Unread[] };

/** A reading of which nothing, or what is listed, could not be read. */
export function reading<T>(value: T, unread: readonly Unread[] = []): Reading<T> {
  return unread.length === 0 ? { whole: true, value } : { whole: false, atMost: value, unread };
}

/** The value, or the most that it can be. */
export function atMost<T>(found: Reading<T>): T {
  return found.whole ? found.value : found.atMost;
}

/** What could not be read; empty for a reading that is whole. */
export function unreadOf(found: Reading<unknown>): readonly Unread[] {
  return found.whole ? [] : found.unread;
}
