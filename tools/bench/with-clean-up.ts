import { type CleanUp, cleanUpOnExit } from 'helpers/clean-up';

/** Does work and undoes what it started, also when it fails or the program is asked to end. */
export async function withCleanUp<T>(work: (cleanUp: CleanUp) => Promise<T>): Promise<T> {
  const cleanUp = cleanUpOnExit((line) => void process.stderr.write(`${line}\n`));
  try {
    return await work(cleanUp);
  } finally {
    await cleanUp.run();
  }
}
