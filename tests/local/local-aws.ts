import { afterAll } from '@jest/globals';
import { type LocalAws, startLocalAws } from '../../local/local-aws.ts';
import { type CleanUp, cleanUpOnExit } from '../../local/process/clean-up.ts';
import { quietProgress } from '../../local/progress.ts';

/** Long enough for a first installation of the tools. */
export const PATIENCE = 600_000;

/** AWS on this machine for one test file, stopped after its last test. */
export function localAwsForTests(): { cleanUp: CleanUp; start(): Promise<LocalAws> } {
  const cleanUp = cleanUpOnExit(
    (message) => process.stderr.write(`${message}\n`),
    () => {},
  );
  afterAll(() => cleanUp.run(), 60_000);
  return { cleanUp, start: () => startLocalAws(process.env, quietProgress, cleanUp) };
}
