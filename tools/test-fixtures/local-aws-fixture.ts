import { afterAll } from '@jest/globals';
import { type CleanUp, cleanUpOnExit } from 'helpers/clean-up';
import { quietProgress } from 'helpers/progress';
import { type LocalAws, startLocalAws } from 'local-aws/local-aws';

/** Long enough for a first installation of the tools. */
export const TIMEOUT = 600_000;

/** AWS on this machine for one test file, stopped after its last test. */
export function localAwsForTests(): { cleanUp: CleanUp; start(): Promise<LocalAws> } {
  const cleanUp = cleanUpOnExit(
    (message) => process.stderr.write(`${message}\n`),
    () => {},
  );
  afterAll(() => cleanUp.run(), 60_000);
  return { cleanUp, start: () => startLocalAws(process.env, quietProgress, cleanUp) };
}
