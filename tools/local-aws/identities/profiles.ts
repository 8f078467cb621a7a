import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { type Endpoint, PROFILE_FILES } from '../aws/environment.ts';
import type { AccessKeys } from './create.ts';

/**
 * Writes a profile for each identity, and one for the account's root user, as the AWS CLI and the
 * SDKs read them. https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-files.html
 *
 * A role's profile has a session and not `role_arn`, because the AWS CLI caches its own sessions in
 * the home folder, and would use them again with the next emulator.
 *
 * @param folder of the run. The AWS settings of the user do not change.
 */
export async function writeProfiles(
  folder: string,
  { url, region }: Endpoint,
  account: string,
  keys: AccessKeys,
): Promise<void> {
  const all = [...new Map([['root', rootOf(account)], ...keys])];
  const config = all.map(([name]) =>
    section(`profile ${name}`, { region, endpoint_url: url, output: 'json' }),
  );
  const credentials = all.map(([name, key]) => section(name, settingsOf(key)));
  await Promise.all([
    write(join(folder, PROFILE_FILES.config), config),
    write(join(folder, PROFILE_FILES.credentials), credentials),
  ]);
}

const settingsOf = ({ accessKeyId, secretAccessKey, sessionToken }: Credentials) => ({
  aws_access_key_id: accessKeyId,
  aws_secret_access_key: secretAccessKey,
  ...(sessionToken === undefined ? {} : { aws_session_token: sessionToken }),
});

const section = (name: string, settings: Record<string, string>): string =>
  [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`)].join('\n');

const write = (path: string, sections: string[]): Promise<void> =>
  writeFile(path, `${sections.join('\n\n')}\n`, { mode: 0o600 });
