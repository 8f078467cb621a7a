import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { Tools } from '../tools/tools.ts';

/** How each CLI is started from the Python environment of this project. */
const MODULES = { aws: 'awscli', sam: 'samcli' } as const;

type Cli = keyof typeof MODULES;

/**
 * Writes commands `aws` and `sam` that start the CLIs which `npm start` uses. A shell with this folder
 * first on its PATH never starts another `aws`, such as one that does not know `AWS_ENDPOINT_URL` and
 * would call the real AWS. The files name /bin/sh, so that they also work from a path with spaces.
 *
 * @returns the folder.
 */
export async function writeCommands(folder: string, tools: Tools): Promise<string> {
  const bin = join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  for (const cli of ['aws', 'sam'] as const) {
    const text = `#!/bin/sh\nexec ${commandOf(cli, tools)} "$@"\n`;
    await writeFile(join(bin, cli), text, { mode: 0o755 });
  }
  return bin;
}

function commandOf(cli: Cli, tools: Tools): string {
  if (isPinned(tools[cli], tools)) return `${shellQuote(tools.python)} -I -m ${MODULES[cli]}`;
  return shellQuote(tools[cli]);
}

/** Whether a CLI is in the Python environment. Its script there names an absolute path. */
const isPinned = (cli: string, { python }: Tools): boolean =>
  isAbsolute(cli) && dirname(cli) === dirname(python);

/** Quotes a text for a POSIX shell, unless it needs no quotes. */
export const shellQuote = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
