import { join } from 'node:path';
import { isolated, LOCAL, rootOf, withAws } from '../../local/aws/environment.ts';
import { dockerEngine } from '../../local/docker/engine.ts';
import { ensureLambdaImage } from '../../local/lambda-image/ensure-image.ts';
import { PATHS } from '../../local/paths.ts';
import type { CleanUp } from '../../local/process/clean-up.ts';
import { quietProgress } from '../../local/progress.ts';
import { reachAws } from '../../local/sam-local/reach-aws.ts';
import { makeRunFolder, removeAbandonedRuns, removeRun } from '../../local/sam-local/run-folder.ts';
import { copyBuiltStack } from '../../local/sam-local/runnable-stack.ts';
import type { SamLocal } from '../../local/sam-local/sam-local.ts';
import { build } from '../../local/stack/sam.ts';
import { prepareTools } from '../../local/tools/tools.ts';
import { tableEndpoint } from '../cold-start/table-endpoint.ts';
import { LeftOut } from '../left-out.ts';
import { addEmptyFunction } from './empty-function.ts';

/**
 * Builds the functions and makes ready what they run on: the image of the Lambda runtime, and a table
 * that answers at once.
 *
 * @throws LeftOut where no Docker engine answers.
 */
export async function containerStage(base: NodeJS.ProcessEnv, cleanUp: CleanUp): Promise<SamLocal> {
  const engine = await dockerEngine(base);
  if (!engine.available) throw new LeftOut(`${engine.why}. What helps: ${engine.whatToDo}.`);
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
