import { join } from 'node:path';
import { execa } from 'execa';
import type { CleanUp } from 'helpers/clean-up';
import { printProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { requireDockerEngine } from '../docker/require-engine.ts';
import { ensureLambdaImage } from '../lambda-image/ensure-image.ts';
import { build } from '../stack/sam.ts';
import { prepareTools } from '../tools/tools.ts';
import { chooseEvent, chooseFunction } from './choose.ts';
import { invokeArguments } from './invoke.ts';
import { reachAws } from './reach-aws.ts';
import { makeRunFolder, removeAbandonedRuns, removeRun } from './run-folder.ts';
import { copyBuiltStack } from './runnable-stack.ts';

/** Milliseconds for the SAM CLI to remove its container before it is killed. */
const STOP_TIMEOUT_MS = 5000;

export type FunctionRun = {
  /** The function's name, such as check-price. */
  name: string;
  /** Path of an event (default: the function's own). */
  event: string | undefined;
  /** Port at which a debugger attaches; the function then waits for it. */
  debugPort: string | undefined;
};

/**
 * Builds if necessary, makes sure that the image exists, and runs one function with one event in a
 * container. The answer of the function goes to standard output, everything else to standard error.
 *
 * @param base the user's environment: the function gets its AWS settings.
 * @returns the SAM CLI's exit code.
 * @throws ToolError without Docker, for an unknown function or a missing event.
 */
export async function tryFunction(
  trial: FunctionRun,
  base: NodeJS.ProcessEnv,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<number> {
  const env: NodeJS.ProcessEnv = { ...base, SAM_CLI_TELEMETRY: '0' };
  const { signal } = cleanUp;
  const progress = printProgress(write);
  const id = await chooseFunction(trial.name);
  const event = chooseEvent(id, trial.event, base['INIT_CWD'] ?? process.cwd());
  const { architecture } = await requireDockerEngine(env);
  await removeAbandonedRuns(PATHS.local, { env });

  const { sam } = await prepareTools(env, progress, signal);
  const built = await progress.step('Building', () => build({ sam, env, signal }));
  cleanUp.add('the built copy', built.remove);
  const cache = join(PATHS.local, 'lambda-image');
  await ensureLambdaImage({ architecture, cache, env, progress, signal });

  const folder = await makeRunFolder(PATHS.local);
  cleanUp.add('the container', () => removeRun(folder, { env }));
  const environment = await reachAws(env['AWS_ENDPOINT_URL'], { env, signal }, cleanUp);
  const stack = await copyBuiltStack(built.template, folder, { environment });
  await built.remove();
  const options = trial.debugPort === undefined ? [] : ['--debug-port', trial.debugPort];
  const args = invokeArguments({ sam, env, stack, architecture }, { id, event, options });
  const child = execa(sam, args, {
    cwd: PATHS.root,
    env,
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
    killSignal: 'SIGINT',
    forceKillAfterDelay: STOP_TIMEOUT_MS,
  });
  cleanUp.add('sam local invoke', async () => {
    child.kill();
    await child;
  });
  return (await child).exitCode ?? 1;
}
