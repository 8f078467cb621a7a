import { readFileSync } from 'node:fs';
import type { LambdaArchitecture } from '../../docker/architecture.ts';
import type { RunnableStack } from '../../sam-local/runnable-stack.ts';

/** What is up for the tests of this folder; `run.ts` starts it, the tests only use it. */
export type Workbench = {
  architecture: LambdaArchitecture;
  /** The environment of programs that reach this local AWS; Jest's own holds no AWS settings. */
  env: NodeJS.ProcessEnv;
  /** Path of the SAM CLI. */
  sam: string;
  /** Path of the template that `sam build` wrote. */
  builtTemplate: string;
  /** What runs in containers. */
  stack: RunnableStack;
  /** Where `sam local start-lambda` answers. */
  lambdaUrl: string;
  /** Where DynamoDB answers this process. */
  dynamodbUrl: string;
  /** Where functions reach DynamoDB from their containers, through the endpoint that can fail. */
  dynamodbUrlInContainers: string;
  /** Where that endpoint is told how to behave. */
  behaviorUrl: string;
  tableName: string;
  region: string;
};

/** The environment variable that names the file with the workbench. */
export const WORKBENCH = 'SAM_LOCAL_WORKBENCH';

/** @throws Error when the tests are not run by `run.ts`. */
export function workbench(): Workbench {
  const file = process.env[WORKBENCH];
  if (!file) throw new Error('Run these tests with: npm run test:sam-local');
  return JSON.parse(readFileSync(file, 'utf8'));
}
