/** Something that could not be read. */
export interface Unread {
  /** `policy of key arn:...` */
  readonly what: string;
  /** The message of the service, or what is wrong with its answer. */
  readonly why: string;
  /** Name of the error: `AccessDeniedException`, `InvalidPolicyError`, ... */
  readonly code: string;
  /** The missing permission, if the read was denied: `kms:ListGrants`. */
  readonly permission?: string;
}

/**
 * The known part of a value that was read. An unread part is not absent, so incomplete knowledge does
 * not have a `value`. Its `upperBound` assumes that every unread part allows everything. A request that
 * the upper bound denies is denied. A request that it allows is unknown.
 */
export type PartialKnowledge<T> =
  | { readonly complete: true; readonly value: T }
  | { readonly complete: false; readonly upperBound: T; readonly unread: readonly Unread[] };

/**
 * Returns complete knowledge of a value, or partial knowledge when something is unread.
 * @param value the value, or its upper bound when something is unread.
 */
export function knowledge<T>(value: T, unread: readonly Unread[] = []): PartialKnowledge<T> {
  return unread.length === 0
    ? { complete: true, value }
    : { complete: false, upperBound: value, unread };
}

/** Returns the value, or its upper bound. */
export function upperBound<T>(found: PartialKnowledge<T>): T {
  return found.complete ? found.value : found.upperBound;
}

/** Returns what could not be read; empty for complete knowledge. */
export function unreadOf(found: PartialKnowledge<unknown>): readonly Unread[] {
  return found.complete ? [] : found.unread;
}
