import type { Bench } from './metric.ts';
import type { UnmeasuredPart } from './results.ts';

/** A named part does not exist. */
export class UnknownPartError extends Error {
  override readonly name = 'UnknownPartError';
}

export type Selection = {
  chosen: readonly Bench[];
  /** The parts that run only by name, if no part was named. */
  notAsked: readonly UnmeasuredPart[];
};

/**
 * Returns the parts to run, in the order of the benchmark.
 *
 * @param names of the parts; without names, all parts that do not need their name.
 * @param everything adds the parts that run only by name.
 * @throws UnknownPartError that names the known parts.
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
