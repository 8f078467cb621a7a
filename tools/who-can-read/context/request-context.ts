/**
 * The values of a request, by condition key. A key has values, is absent, or is unknown (for example, a
 * source address, the time or a VPC endpoint). A key that is not listed is unknown.
 */
export interface RequestContext {
  /** The known values in layers. A later layer replaces the values of an earlier one. */
  readonly layers: readonly ContextLayer[];
  /** Lower-case prefixes: all keys of the request with such a prefix are in `layers`. */
  readonly closed: readonly string[];
}

/** Lower-cased key to its values; an empty list: absent from the request. */
export type ContextLayer = ReadonlyMap<string, readonly string[]>;

/** Values by condition key, in upper or lower case; null: absent from the request. */
export type ContextInput = Readonly<Record<string, string | readonly string[] | null>>;

const ABSENT: readonly string[] = [];

/**
 * Returns the values of a key: an empty list when it is absent, undefined when they are not known.
 * Names of keys are not case-sensitive:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 * @param name of the key, lower-cased.
 */
export function contextValues(
  context: RequestContext,
  name: string,
): readonly string[] | undefined {
  for (let at = context.layers.length - 1; at >= 0; at -= 1) {
    const values = context.layers[at]?.get(name);
    if (values) return values;
  }
  return context.closed.some((prefix) => name.startsWith(prefix)) ? ABSENT : undefined;
}

/**
 * Returns the context that layers make together. A later layer replaces the values of an earlier one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @param known values by condition key, or layers.
 * @param closed prefixes, in upper or lower case, of which all keys are known.
 */
export function requestContext(
  known: readonly (ContextInput | ContextLayer)[],
  closed: readonly string[] = [],
): RequestContext {
  return {
    layers: known.map((one) => (isLayer(one) ? one : contextLayer(one))),
    closed: closed.map((prefix) => prefix.toLowerCase()),
  };
}

/** A request without known values. */
export const nothingKnown: RequestContext = requestContext([]);

/**
 * Returns a layer, which many requests can share. Names of keys are not case-sensitive:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function contextLayer(input: ContextInput): ContextLayer {
  const layer = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(input)) layer.set(key.toLowerCase(), listOf(value));
  return layer;
}

/** Returns whether a value is a layer already. */
export function isLayer(known: ContextInput | ContextLayer): known is ContextLayer {
  return known instanceof Map;
}

function listOf(value: string | readonly string[] | null): readonly string[] {
  if (value === null) return ABSENT;
  return typeof value === 'string' ? [value] : value;
}
