import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ToolError } from 'helpers/errors';
import { freePort } from 'helpers/free-port';
import { poll } from 'helpers/poll';
import { type ProcessGroup, startGroup } from 'helpers/process-group';
import { PATHS } from 'helpers/project-paths';
import { removeContainersMounting } from '../docker/containers.ts';
import { commonOptions, type SamLocal } from './sam-local.ts';

/**
 * Containers are created when they are first needed, and stay. With EAGER, the SAM CLI creates them
 * in threads with a race condition: some are created twice and never removed (1.167.0).
 */
const WARM_CONTAINERS = 'LAZY';

/** A running `sam local start-lambda`: the Lambda API, each function in a container that stays. */
export type LocalLambda = {
  url: string;
  /** Its output, and the output of the functions. */
  logFile: string;
  stop(): Promise<void>;
};

/**
 * Starts `sam local start-lambda` on a free loopback port.
 *
 * @throws ToolError with the end of its log when it does not come up in two minutes.
 */
export async function startLambda(local: SamLocal, signal?: AbortSignal): Promise<LocalLambda> {
  const port = await freePort();
  const logFile = join(dirname(local.stack.template), 'start-lambda.log');
  const listen = [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--warm-containers',
    WARM_CONTAINERS,
  ];
  const args = ['local', 'start-lambda', ...commonOptions(local), ...listen];
  const group = await startGroup(local.sam, args, { env: local.env, cwd: PATHS.root, logFile });
  const stop = async (): Promise<void> => {
    await group.stop();
    await removeContainersMounting(local.stack.mounts, { env: local.env });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await poll('The start of sam local start-lambda', () => isUp(url, group, logFile), {
      deadline: 120_000,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, logFile, stop };
}

/** Any answer shows that it is up. */
async function isUp(url: string, group: ProcessGroup, log: string): Promise<true | undefined> {
  if (!group.running()) {
    const output = await readFile(log, 'utf8').catch(() => '');
    throw new ToolError(`sam local start-lambda ended:\n${output.trimEnd().slice(-2000)}`);
  }
  return fetch(url).then(
    () => true,
    () => undefined,
  );
}
