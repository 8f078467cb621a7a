import { PATHS } from 'helpers/project-paths';
import type { LambdaArchitecture } from '../docker/architecture.ts';
import type { RunnableStack } from './runnable-stack.ts';

/** What every `sam local` command of ours is told. */
export type SamLocal = {
  /** Path of the SAM CLI. */
  sam: string;
  env: NodeJS.ProcessEnv;
  stack: RunnableStack;
  architecture: LambdaArchitecture;
};

/**
 * Options that all `sam local` commands share: our template and settings, the processor of the engine,
 * and no look at a registry, which fails where none can be reached
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-local-invoke.html).
 */
export const commonOptions = ({ stack, architecture }: SamLocal): string[] => [
  ...['--config-file', PATHS.samConfig],
  ...['--template', stack.template],
  ...['--env-vars', stack.environmentFile],
  ...['--parameter-overrides', `Architecture=${architecture}`],
  '--skip-pull-image',
];
