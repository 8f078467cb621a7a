import { homedir } from 'node:os';
import { join } from 'node:path';
import { isRegionName } from 'helpers/partition';
import { UsageError } from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that the SDK reads, each with the variable that only the AWS CLI reads. */
const FALLBACKS = { AWS_REGION: 'AWS_DEFAULT_REGION', AWS_PROFILE: 'AWS_DEFAULT_PROFILE' } as const;

/**
 * Returns the variables with which the SDK uses Region and profile as the AWS CLI does.
 * https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-envvars.html
 */
export function awsCliVariables(env: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(FALLBACKS).flatMap(([name, other]) => {
      const value = env[name] || env[other];
      return value ? [[name, value]] : [];
    }),
  );
}

/**
 * Checks that a profile exists in the files of the AWS CLI and the SDK. Otherwise the SDK only
 * reports a missing Region or missing credentials, without the reason.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 *
 * @param read gives the text of a file.
 * @throws UsageError for a profile that is in none of them.
 */
export async function requireProfile(
  profile: string | undefined,
  env: Environment,
  read: (file: string) => Promise<string>,
): Promise<void> {
  // "default" exists without an entry.
  if (!profile || profile === 'default') return;
  const home = join(env['HOME'] || homedir(), '.aws');
  const files = [
    env['AWS_CONFIG_FILE'] || join(home, 'config'),
    env['AWS_SHARED_CREDENTIALS_FILE'] || join(home, 'credentials'),
  ];
  const texts = await Promise.all(files.map((file) => read(file).catch(() => '')));
  if (texts.some((text) => sections(text).has(profile))) return;
  throw new UsageError(`there is no profile ${profile} in ${files.join(' or ')}`);
}

/** Names of profiles: `[profile NAME]` in the one file, `[NAME]` in the other. */
const sections = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^\s*\[\s*(?:profile\s+)?(["']?)([^\]]+?)\1\s*\]/gm)].map(
      ([, , name]) => name ?? '',
    ),
  );

/**
 * Checks that the SDK has a Region, and that it can be the name of one.
 * @param region of a client.
 * @throws UsageError if it has none, and the other errors of the client.
 */
export async function requireRegion(region: () => Promise<string>): Promise<void> {
  let found: string;
  try {
    found = await region();
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'Region is missing') throw error;
    throw new UsageError('no region: give --region or AWS_REGION');
  }
  if (isRegionName(found)) return;
  throw new UsageError(`"${found}" is not the name of a Region: give one such as us-east-1`);
}
