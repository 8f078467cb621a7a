import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CleanUp } from 'helpers/clean-up';
import type { Progress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import type { LambdaArchitecture } from '../../docker/architecture.ts';
import { ensureLambdaImage } from '../../lambda-image/ensure-image.ts';
import { startLocalAws } from '../../local-aws.ts';
import { reachAws } from '../../sam-local/reach-aws.ts';
import { makeRunFolder, removeAbandonedRuns, removeRun } from '../../sam-local/run-folder.ts';
import { copyBuiltStack } from '../../sam-local/runnable-stack.ts';
import { startLambda } from '../../sam-local/start-lambda.ts';
import { build } from '../../stack/sam.ts';
import type { Workbench } from './sam-local-fixture.ts';
import { createTransactionTable, dynamodb } from './transaction-table.ts';
import { startUnreliableEndpoint } from './unreliable-endpoint.ts';

/**
 * Less than the time that save waits for DynamoDB (functions/save/put-if-absent.ts), so that Lambda
 * ends it first.
 */
const TIMEOUTS = { SaveFunction: 4 } as const;

export type StartedWorkbench = {
  workbench: Workbench;
  /** The environment for the tests, in which `docker` and the SAM CLI work. */
  env: NodeJS.ProcessEnv;
  /** A folder that is removed at the end. */
  folder: string;
  lambdaLog: string;
};

/** Builds the stack and starts it in containers, with an empty table on this machine. */
export async function startWorkbench(
  base: NodeJS.ProcessEnv,
  architecture: LambdaArchitecture,
  progress: Progress,
  cleanUp: CleanUp,
): Promise<StartedWorkbench> {
  const { signal } = cleanUp;
  const local = await startLocalAws(base, progress, cleanUp);
  const env = {
    ...local.env(),
    ...(base['DOCKER_HOST'] ? { DOCKER_HOST: base['DOCKER_HOST'] } : {}),
  };
  const { sam } = local.tools;
  await removeAbandonedRuns(PATHS.local, { env });

  const built = await progress.step('sam build', () => build({ sam, env, signal }));
  cleanUp.add('the built copy', built.remove);
  const cache = join(PATHS.local, 'lambda-image');
  await ensureLambdaImage({ architecture, cache, env, progress, signal });

  const { url, region } = local.endpoint;
  const tableName = `transactions-${randomUUID()}`;
  const client = dynamodb({ dynamodbUrl: url, region });
  await createTransactionTable(client, built.template, tableName);
  client.destroy();

  const unreliable = await startUnreliableEndpoint(new URL(url));
  cleanUp.add('the unreliable endpoint', unreliable.close);
  const reached = await reachAws(unreliable.url, { env, signal }, cleanUp);
  const folder = await makeRunFolder(PATHS.local);
  cleanUp.add('containers', () => removeRun(folder, { env }));
  const stack = await copyBuiltStack(built.template, folder, {
    environment: { ...reached, TABLE_NAME: tableName },
    timeouts: TIMEOUTS,
  });
  const lambda = await progress.step('sam local start-lambda', () =>
    startLambda({ sam, env, stack, architecture }, signal),
  );
  cleanUp.add('sam local start-lambda', lambda.stop);
  return {
    env,
    folder,
    lambdaLog: lambda.logFile,
    workbench: {
      architecture,
      env,
      sam,
      builtTemplate: built.template,
      stack,
      lambdaUrl: lambda.url,
      dynamodbUrl: url,
      dynamodbUrlInContainers: reached['AWS_ENDPOINT_URL'] ?? unreliable.url,
      behaviorUrl: unreliable.behaviorUrl,
      tableName,
      region,
    },
  };
}
