import type { Bench } from './metric.ts';
import type { UnmeasuredPart } from './results.ts';

/** Somebody asked for a part that there is not. */
export class UnknownPartError extends Error {
  override readonly name = 'UnknownPartError';
}

export type Selection = {
  chosen: readonly Bench[];
  /** Parts that run only by name, when none were named. */
  notAsked: readonly UnmeasuredPart[];
};

/**
 * The parts to run, in the order of the benchmark.
 *
 * @param names those that were asked for; none means all that do not wait to be named.
 * @param everything also those that do.
 * @throws UnknownPartError naming the parts that there are.
 */
export function selectParts(
  benches: readonly Bench[],
  names: readonly string[],
  everything: boolean,
): Selection {
  const known = benches.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UnknownPartError(
      `There is no part ${unknown.join(', ')}. The parts are: ${known.join(', ')}.`,
    );
  }
  if (names.length > 0 && !everything) {
    return { chosen: benches.filter(({ name }) => names.includes(name)), notAsked: [] };
  }
  return {
    chosen: benches.filter(({ onlyByName }) => everything || onlyByName === undefined),
    notAsked: benches.flatMap(({ name, onlyByName }) =>
      everything || onlyByName === undefined ? [] : [{ name, why: onlyByName }],
    ),
  };
}
