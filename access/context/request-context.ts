/**
 * What a request carries, by condition key. Three things can be said of a key: it has these
 * values, it is absent, or we do not know (a source address, the time, a VPC endpoint that nobody
 * told us). What is not mentioned here is not known.
 */
export interface RequestContext {
  /** Lower-cased key to its values; an empty list: absent from the request. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Lower-cased beginnings of keys of which all that exist are in `values`. */
  readonly closed: readonly string[];
}

/** Values by condition key, in any case; null says: absent from the request. */
export type ContextInput = Readonly<Record<string, string | readonly string[] | null>>;

const ABSENT: readonly string[] = [];

/**
 * Values of a key (lower-cased), an empty list when it is absent, undefined when not known.
 * Names of keys are not case-sensitive:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function contextValues(
  context: RequestContext,
  name: string,
): readonly string[] | undefined {
  const values = context.values.get(name);
  if (values) return values;
  return context.closed.some((prefix) => name.startsWith(prefix)) ? ABSENT : undefined;
}

/** Joins inputs into a context; a later input replaces what an earlier one says of a key. */
export function requestContext(
  inputs: readonly ContextInput[],
  closed: readonly string[] = [],
): RequestContext {
  const values = new Map<string, readonly string[]>();
  for (const input of inputs) {
    for (const [key, value] of Object.entries(input)) {
      values.set(key.toLowerCase(), listOf(value));
    }
  }
  return { values, closed: closed.map((prefix) => prefix.toLowerCase()) };
}

function listOf(value: string | readonly string[] | null): readonly string[] {
  if (value === null) return ABSENT;
  return typeof value === 'string' ? [value] : value;
}
