import type { Progress } from 'helpers/progress';
import type { LambdaArchitecture } from '../../docker/architecture.ts';

/** The parameters of each step of a build. */
export type BuildContext = {
  architecture: LambdaArchitecture;
  /** An empty folder for this build, removed at its end. */
  folder: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  signal?: AbortSignal;
};
