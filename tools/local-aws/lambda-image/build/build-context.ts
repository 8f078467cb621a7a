import type { Progress } from 'helpers/progress';
import type { LambdaArchitecture } from '../../docker/architecture.ts';

/** What each step of a build is given. */
export type BuildContext = {
  architecture: LambdaArchitecture;
  /** An empty folder of this build alone, removed at its end. */
  folder: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  signal?: AbortSignal;
};
