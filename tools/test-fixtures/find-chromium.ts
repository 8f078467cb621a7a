import { access, constants } from 'node:fs/promises';

/** Paths of Chromium on common systems. Debian: `apt-get install chromium`. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Returns the path of a Chromium on this machine, or undefined; `CHROMIUM` names another path. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env['CHROMIUM'];
  for (const path of named ? [named] : PLACES) {
    const there = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return path;
  }
  return undefined;
}

/** The message when there is no Chromium. */
export const CHROMIUM_MISSING =
  'there is no Chromium (Debian: apt-get install chromium, or name one by CHROMIUM=/path)';
