import { dirname, join } from 'node:path';
import type { Credentials } from 'helpers/root-credentials';

/** Where AWS is: an endpoint for every service, and a region. */
export type Endpoint = { url: string; region: string };

/** Names of the files that profiles lie in, in the folder of a run. */
export const PROFILE_FILES = { config: 'aws-config', credentials: 'aws-credentials' } as const;

const LOOPBACK = '127.0.0.1,localhost';

/** The account that the local stack lives in, and the region. */
export const LOCAL = { account: '123456789012', region: 'us-east-1' } as const;

/**
 * The environment of programs that have nothing to do with AWS accounts of this machine: no
 * profile, key, configuration file or endpoint of the person's own can be seen in it. `node` is
 * the one that runs this program, since the emulator runs functions on the `node` on PATH.
 */
export function isolated(base: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(base).filter(
    ([name]) => !/^(AWS_|SAM_CLI_|MINISTACK_|LOCALSTACK_|LAMBDA_|DOCKER_HOST$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: `${dirname(process.execPath)}:${base['PATH'] ?? ''}`,
    AWS_CONFIG_FILE: join(folder, PROFILE_FILES.config),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, PROFILE_FILES.credentials),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    SAM_CLI_TELEMETRY: '0',
    SAM_CLI_POLL_DELAY: '0.1',
    // Added to what a person behind a proxy needs to reach a package registry.
    NO_PROXY: [base['NO_PROXY'], LOOPBACK].filter(Boolean).join(','),
    no_proxy: [base['no_proxy'], LOOPBACK].filter(Boolean).join(','),
  };
}

/** Adds where AWS is and whose requests they are, in the variables that every SDK and CLI reads. */
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

/** The environment of a command in the name of a profile that lies in the folder of a run. */
export function withProfile(
  base: NodeJS.ProcessEnv,
  run: { folder: string; url: string; region: string },
  profile: string,
): NodeJS.ProcessEnv {
  return {
    ...isolated(base, run.folder),
    AWS_PROFILE: profile,
    AWS_ENDPOINT_URL: run.url,
    AWS_REGION: run.region,
    AWS_DEFAULT_REGION: run.region,
    // A prefix such as "sync-" before a loopback address is a host that does not exist.
    // https://docs.aws.amazon.com/sdkref/latest/guide/feature-host-prefix.html
    AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
  };
}
