import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Folders and files of this clone. Large files that belong to the clone are under `.aws-sam/`, because
 * the SAM CLI does not copy that folder when it builds from the repository's root.
 */
export const PATHS = {
  root: at('.'),
  template: at('template.yaml'),
  local: at('.aws-sam/local'),
  /** Where the SAM CLI builds by default. */
  build: at('.aws-sam/build'),
  buildStamp: at('.aws-sam/local/build.stamp'),
  samConfig: at('tools/local-aws/stack/samconfig.toml'),
  requirements: at('tools/local-aws/tools'),
} as const;
