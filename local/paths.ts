import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Folders of this clone. All that is bulky lies under `.aws-sam/`, the one folder that the SAM
 * CLI does not copy once a function when it builds from the repository's root.
 */
export const PATHS = {
  root: at('.'),
  template: at('template.yaml'),
  tools: at('.aws-sam/tools'),
  local: at('.aws-sam/local'),
  /** Where the SAM CLI builds unless told. */
  build: at('.aws-sam/build'),
  buildStamp: at('.aws-sam/local/build.stamp'),
  samConfig: at('local/stack/samconfig.toml'),
  requirements: at('local/tools'),
} as const;
