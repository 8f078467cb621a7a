import { join } from 'node:path';
import type { CleanUp } from 'helpers/clean-up';
import { quietProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { rootOf } from 'helpers/root-credentials';
import { isolated, LOCAL, withAws } from 'local-aws/aws/environment';
import { dockerEngine } from 'local-aws/docker/engine';
import { ensureLambdaImage } from 'local-aws/lambda-image/ensure-image';
import { reachAws } from 'local-aws/sam-local/reach-aws';
import { makeRunFolder, removeAbandonedRuns, removeRun } from 'local-aws/sam-local/run-folder';
import { copyBuiltStack } from 'local-aws/sam-local/runnable-stack';
import type { SamLocal } from 'local-aws/sam-local/sam-local';
import { build } from 'local-aws/stack/sam';
import { prepareTools } from 'local-aws/tools/tools';
import { tableEndpoint } from '../cold-start/table-endpoint.ts';
import { Skipped } from '../skipped.ts';
import { addEmptyFunction } from './empty-function.ts';

/**
 * Builds the functions, and prepares the image of the Lambda runtime and a table that answers at once.
 *
 * @throws Skipped when no Docker engine answers.
 */
export async function containerFixture(
  base: NodeJS.ProcessEnv,
  cleanUp: CleanUp,
): Promise<SamLocal> {
  const engine = await dockerEngine(base);
  if (!engine.available) throw new Skipped(`${engine.why}. What helps: ${engine.whatToDo}.`);
  const { architecture } = engine;
  const { signal } = cleanUp;
  const folder = await makeRunFolder(PATHS.local);
  const table = await tableEndpoint();
  cleanUp.add('the table', async () => table.stop());
  const endpoint = { url: table.url, region: LOCAL.region };
  const env = {
    ...withAws(isolated(base, folder), endpoint, rootOf(LOCAL.account)),
    ...(base['DOCKER_HOST'] ? { DOCKER_HOST: base['DOCKER_HOST'] } : {}),
  };
  cleanUp.add('containers', () => removeRun(folder, { env }));
  await removeAbandonedRuns(PATHS.local, { env });

  const { sam } = await prepareTools(env, quietProgress, signal);
  const cache = join(PATHS.local, 'lambda-image');
  await ensureLambdaImage({ architecture, cache, env, progress: quietProgress, signal });
  const reached = await reachAws(table.url, { env, signal }, cleanUp);
  const built = await build({ sam, env, signal });
  cleanUp.add('the copy of the build', built.remove);
  const environment = { ...reached, TABLE_NAME: 'bench' };
  const stack = await copyBuiltStack(built.template, folder, { environment });
  return { sam, env, architecture, stack: await addEmptyFunction(stack) };
}
