import fc from 'fast-check';

/** How long a property is tried with fresh seeds; FUZZ_SECONDS=600 goes on for ten minutes. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 0.3);
/** Goes through one seed only, such as one that a failure printed. */
const ONE_SEED = process.env['FUZZ_SEED'];
/** Tries of a seed. */
const RUNS = 60;

/** How long a test that fuzzes may take, in milliseconds; a busy machine takes its time. */
export const TIMEOUT = 60_000 + 3 * SECONDS * 1000;

/**
 * Tries a property with the seeds that are kept, which found something once or cover the ground, and
 * then with fresh ones for as long as there is time. A failure prints its seed.
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
