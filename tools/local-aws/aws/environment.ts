import { dirname, join } from 'node:path';
import { programEnvironment } from 'helpers/program-environment';
import type { Credentials } from 'helpers/root-credentials';

/** The endpoint for every service, and the Region. */
export type Endpoint = { url: string; region: string };

/** Names of the files with profiles, in the folder of a run. */
export const PROFILE_FILES = { config: 'aws-config', credentials: 'aws-credentials' } as const;

const LOOPBACK = '127.0.0.1,localhost';

/** The account and the Region of the local stack. */
export const LOCAL = { account: '123456789012', region: 'us-east-1' } as const;

/**
 * Returns the environment of the emulator, the functions, the CLIs and the tests. It has only the
 * variables that every program needs, and none of your profiles, keys, configuration files or
 * endpoints. `node` is the one that runs this program, because the emulator runs functions with the
 * `node` on PATH.
 *
 * @param folder is the folder of the run, which holds the profiles.
 */
export function isolated(base: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  return {
    ...programEnvironment(base),
    PATH: `${dirname(process.execPath)}:${base['PATH'] ?? ''}`,
    ...settingsOf(base, folder),
  };
}

/**
 * Returns the environment of a person's own shell and its commands. It keeps their variables, except
 * their settings for AWS and for the SAM CLI.
 *
 * @param folder is the folder of the run, which holds the profiles.
 */
function ownShell(base: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(([name]) => !/^(AWS_|SAM_CLI_)/.test(name));
  return { ...Object.fromEntries(kept), ...settingsOf(base, folder) };
}

const settingsOf = (base: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv => ({
  AWS_CONFIG_FILE: join(folder, PROFILE_FILES.config),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, PROFILE_FILES.credentials),
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  SAM_CLI_TELEMETRY: '0',
  SAM_CLI_POLL_DELAY: '0.1',
  // Added to the proxy settings that a package registry can need.
  NO_PROXY: [base['NO_PROXY'], LOOPBACK].filter(Boolean).join(','),
  no_proxy: [base['no_proxy'], LOOPBACK].filter(Boolean).join(','),
});

/** Adds endpoint and credentials, in the variables that every SDK and CLI reads. */
export function withAws(
  env: NodeJS.ProcessEnv,
  endpoint: Endpoint,
  credentials: Credentials,
): NodeJS.ProcessEnv {
  return {
    ...env,
    AWS_ENDPOINT_URL: endpoint.url,
    AWS_REGION: endpoint.region,
    AWS_DEFAULT_REGION: endpoint.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken ? { AWS_SESSION_TOKEN: credentials.sessionToken } : {}),
  };
}

type Run = { folder: string; url: string; region: string };

/** Returns the environment of a CLI that calls the local AWS of a run as a profile of that run. */
export const withProfile = (
  base: NodeJS.ProcessEnv,
  run: Run,
  profile: string,
): NodeJS.ProcessEnv => ({ ...isolated(base, run.folder), ...profileSettings(run, profile) });

/** The same for a person's own shell, which keeps their other variables. */
export const shellWithProfile = (
  base: NodeJS.ProcessEnv,
  run: Run,
  profile: string,
): NodeJS.ProcessEnv => ({ ...ownShell(base, run.folder), ...profileSettings(run, profile) });

const profileSettings = ({ url, region }: Run, profile: string): NodeJS.ProcessEnv => ({
  AWS_PROFILE: profile,
  AWS_ENDPOINT_URL: url,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  // A prefix such as "sync-" before a loopback address is a host that does not exist.
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-host-prefix.html
  AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
});
