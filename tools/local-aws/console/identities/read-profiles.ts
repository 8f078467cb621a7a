import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credentials } from 'helpers/root-credentials';
import { PROFILE_FILES } from '../../aws/environment.ts';

/**
 * Returns the access keys of the profiles of a run, by name.
 * https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-files.html
 *
 * @param folder of the run.
 */
export async function readProfiles(folder: string): Promise<ReadonlyMap<string, Credentials>> {
  return parseProfiles(await readFile(join(folder, PROFILE_FILES.credentials), 'utf8'));
}

/** Reads sections of `name = value` lines; a section without a complete key is left out. */
export function parseProfiles(text: string): ReadonlyMap<string, Credentials> {
  const sections = text.split(/^\[/m).slice(1);
  return new Map(
    sections.flatMap((section) => {
      const [head = '', ...lines] = section.split('\n');
      const settings = new Map(lines.map(pair));
      const accessKeyId = settings.get('aws_access_key_id');
      const secretAccessKey = settings.get('aws_secret_access_key');
      if (!accessKeyId || !secretAccessKey) return [];
      const sessionToken = settings.get('aws_session_token');
      const key: Credentials = {
        accessKeyId,
        secretAccessKey,
        ...(sessionToken ? { sessionToken } : {}),
      };
      return [[head.replace(/\].*$/, ''), key] as const];
    }),
  );
}

function pair(line: string): readonly [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}
