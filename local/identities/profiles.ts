import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Credentials, type Endpoint, rootOf } from '../aws/environment.ts';
import type { AccessKeys } from './create.ts';
import { IDENTITIES, type Identity } from './identities.ts';

/** Names of the files that profiles lie in, in the folder of a run. */
export const PROFILE_FILES = { config: 'aws-config', credentials: 'aws-credentials' } as const;

/**
 * Writes a profile for each identity, and one for the account's root user, as the AWS CLI and the
 * SDKs read them. https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-files.html
 *
 * @param folder of the run: nothing is written to the person's own AWS settings.
 */
export async function writeProfiles(
  folder: string,
  endpoint: Endpoint,
  account: string,
  keys: AccessKeys,
): Promise<void> {
  const users = new Map<string, Credentials>([['root', rootOf(account)], ...keys]);
  const identities: [string, Identity][] = Object.entries(IDENTITIES);
  const roles = identities.flatMap(([name, identity]) =>
    identity.kind === 'role' ? [roleProfile(name, account, identity.assumedBy, endpoint)] : [],
  );
  const config = [...users.keys()].map((name) => section(`profile ${name}`, where(endpoint)));
  const credentials = [...users].map(([name, key]) =>
    section(name, {
      aws_access_key_id: key.accessKeyId,
      aws_secret_access_key: key.secretAccessKey,
    }),
  );
  await Promise.all([
    write(join(folder, PROFILE_FILES.config), [...config, ...roles]),
    write(join(folder, PROFILE_FILES.credentials), credentials),
  ]);
}

const where = ({ url, region }: Endpoint) => ({ region, endpoint_url: url, output: 'json' });

const roleProfile = (name: string, account: string, user: string, endpoint: Endpoint): string =>
  section(`profile ${name}`, {
    ...where(endpoint),
    role_arn: `arn:aws:iam::${account}:role/${name}`,
    role_session_name: user,
    source_profile: user,
  });

const section = (name: string, settings: Record<string, string>): string =>
  [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`)].join('\n');

const write = (path: string, sections: string[]): Promise<void> =>
  writeFile(path, `${sections.join('\n\n')}\n`, { mode: 0o600 });
