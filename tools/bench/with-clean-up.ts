import { type CleanUp, cleanUpOnExit } from 'helpers/clean-up';

/** Runs work and its clean-up, also when the work fails or the program is asked to end. */
export async function withCleanUp<T>(work: (cleanUp: CleanUp) => Promise<T>): Promise<T> {
  const cleanUp = cleanUpOnExit((line) => void process.stderr.write(`${line}\n`));
  try {
    return await work(cleanUp);
  } finally {
    await cleanUp.run();
  }
}
