import fc from 'fast-check';

/** How long a property is tried with a fresh seed; FUZZ_SECONDS=600 goes on for ten minutes. */
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 1);
/** Goes through one seed only, such as one that a failure printed. */
const ONE_SEED = process.env['FUZZ_SEED'];
/** Tries of each kept seed. */
const KEPT_RUNS = 60;

/** How long a test that fuzzes may take, in milliseconds; a busy machine takes its time. */
export const PATIENCE = 60_000 + 3 * SECONDS * 1000;

/**
 * Tries a property with the seeds that are kept, which found something once or cover the ground, and
 * then with a fresh one for as long as there is time. A failure prints its seed.
 *
 * @param kept seeds, each tried a fixed number of times.
 */
export async function fuzz<Input>(
  input: fc.Arbitrary<Input>,
  holds: (input: Input) => Promise<void> | void,
  kept: readonly number[],
): Promise<void> {
  const property = fc.asyncProperty(input, async (one) => holds(one));
  if (ONE_SEED === undefined) {
    for (const seed of kept) {
      await fc.assert(property, { seed, numRuns: KEPT_RUNS, endOnFailure: true });
    }
  }
  await fc.assert(property, {
    seed: Number(ONE_SEED ?? Math.floor(Math.random() * 2 ** 31)),
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: SECONDS * 1000,
    endOnFailure: true,
  });
}
