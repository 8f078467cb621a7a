import { readFileSync } from 'node:fs';
import type { LambdaArchitecture } from '../../docker/architecture.ts';
import type { RunnableStack } from '../../sam-local/runnable-stack.ts';

/** The fixture of the tests of this folder. `run.ts` starts it, and the tests only use it. */
export type Workbench = {
  architecture: LambdaArchitecture;
  /** The environment of programs that reach this local AWS. Jest's own environment has no AWS settings. */
  env: NodeJS.ProcessEnv;
  /** Path of the SAM CLI. */
  sam: string;
  /** Path of the template that `sam build` wrote. */
  builtTemplate: string;
  /** The stack that runs in containers. */
  stack: RunnableStack;
  /** URL of `sam local start-lambda`. */
  lambdaUrl: string;
  /** URL of DynamoDB for this process. */
  dynamodbUrl: string;
  /** URL of DynamoDB for functions in containers, through the endpoint that can fail. */
  dynamodbUrlInContainers: string;
  /** URL that sets the behavior of that endpoint. */
  behaviorUrl: string;
  tableName: string;
  region: string;
};

/** The environment variable with the path of the fixture's file. */
export const WORKBENCH = 'SAM_LOCAL_WORKBENCH';

/** @throws Error when the tests are not run by `run.ts`. */
export function workbench(): Workbench {
  const file = process.env[WORKBENCH];
  if (!file) throw new Error('Run these tests with: npm run test:sam-local');
  return JSON.parse(readFileSync(file, 'utf8'));
}
