import { join } from 'node:path';
import { dockerEngine } from '../docker/engine.ts';
import { LocalError } from '../errors.ts';
import { PATHS } from '../paths.ts';
import { cleanUpOnExit } from '../process/clean-up.ts';
import { printProgress } from '../progress.ts';
import { ensureLambdaImage } from './ensure-image.ts';

/** What a person reads at the end, by where the image came from. */
const OUTCOMES = {
  present: 'is there already, and was left as it is',
  reused: 'is the substitute built before; its inputs are unchanged',
  pulled: 'was pulled from the registry',
  built: 'was built from npm packages, since no registry can be reached',
} as const;

const print = (line: string): void => console.error(line);
const cleanUp = cleanUpOnExit(print);
try {
  const engine = await dockerEngine();
  if (!engine.available) {
    throw new LocalError(`No Lambda image without Docker: ${engine.why}.`, {
      advice: `Install ${engine.whatToInstall}.`,
    });
  }
  const { tag, source } = await ensureLambdaImage({
    architecture: engine.architecture,
    cache: join(PATHS.local, 'lambda-image'),
    env: process.env,
    progress: printProgress(print),
    signal: cleanUp.signal,
  });
  console.log(`${tag} ${OUTCOMES[source]}.`);
} catch (error) {
  process.exitCode = 1;
  print(error instanceof LocalError ? error.message : String(error));
  if (error instanceof LocalError && error.advice) print(error.advice);
} finally {
  await cleanUp.run();
}
