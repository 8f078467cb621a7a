import { readFileSync } from 'node:fs';
import type { Credentials } from 'helpers/root-credentials';
import type { StackOutputs } from '../../../stack/sam.ts';

/** The fixture of the browser tests, which `cli.ts` passes to Jest. */
export type BrowserFixture = {
  readonly chromium: string;
  /** Address of the console, with its token. */
  readonly url: string;
  readonly endpoint: { readonly url: string; readonly region: string };
  readonly stack: StackOutputs;
  readonly root: Credentials;
  /** URL of the emulator behind the gateway. */
  readonly upstream: string;
  /** Folder of the run, with the profiles. */
  readonly folder: string;
};

/** Environment variable with the path of a file with the fixture. */
export const FIXTURE_FILE = 'CONSOLE_SETTING';

/** @throws when the tests were not started by `cli.ts`. */
export function readBrowserFixture(): BrowserFixture {
  const file = process.env[FIXTURE_FILE];
  if (!file) throw new Error('Start these tests with: npm run test:browser');
  return JSON.parse(readFileSync(file, 'utf8'));
}
