import { PATHS } from 'helpers/project-paths';
import type { LambdaArchitecture } from '../docker/architecture.ts';
import type { RunnableStack } from './runnable-stack.ts';

/** The parameters of every `sam local` command. */
export type SamLocal = {
  /** Path of the SAM CLI. */
  sam: string;
  env: NodeJS.ProcessEnv;
  stack: RunnableStack;
  architecture: LambdaArchitecture;
};

/**
 * Returns the options of all `sam local` commands: template and settings, the processor of the
 * engine, and no pull, which fails without a registry
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-local-invoke.html).
 */
export const commonOptions = ({ stack, architecture }: SamLocal): string[] => [
  ...['--config-file', PATHS.samConfig],
  ...['--template', stack.template],
  ...['--env-vars', stack.environmentFile],
  ...['--parameter-overrides', `Architecture=${architecture}`],
  '--skip-pull-image',
];
