import fc from 'fast-check';

/** Duration of the tries with new seeds; FUZZ_SECONDS=600 tries for ten minutes. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0.3);
/** Repeats one seed only, such as one that a failure printed. */
const ONE_SEED = process.env['FUZZ_SEED'];
/** Tries of a seed. */
const RUNS = 60;

/** Timeout of a fuzz test in milliseconds, long enough for a busy machine. */
export const TIMEOUT = 60_000 + 3 * SECONDS * 1000;

/**
 * Tries a property with the kept seeds, which once found a fault or cover many cases, and then with
 * new ones until the time is over. A failure prints its seed.
 */
export async function fuzz<Input>(
  input: fc.Arbitrary<Input>,
  holds: (input: Input) => Promise<void> | void,
  kept: readonly number[],
): Promise<void> {
  const property = fc.asyncProperty(input, async (one) => holds(one));
  const attempt = (seed: number) =>
    fc.assert(property, { seed, numRuns: RUNS, endOnFailure: true });
  if (ONE_SEED !== undefined) return attempt(Number(ONE_SEED));
  for (const seed of kept) await attempt(seed);
  const end = performance.now() + SECONDS * 1000;
  while (performance.now() < end) await attempt(Math.floor(Math.random() * 2 ** 31));
}
