import { createInterface } from 'node:readline';
import { WorkshopError } from '../errors.ts';
import { type Group, startGroup } from '../run/group.ts';

const START_TIMEOUT = 600_000;
const END_TIMEOUT = 20_000;
/** The last line of the invitation that `npm start` prints. */
const READY = 'Ctrl-C ends it';

/**
 * Runs `npm start` in a clone, as a learner does in the first terminal.
 *
 * @returns how to end it.
 * @throws WorkshopError with what it printed, when it does not come up.
 */
export async function startLocalAws(
  clone: string,
  env: NodeJS.ProcessEnv,
): Promise<() => Promise<void>> {
  const group = await startGroup({ command: ['npm', 'start', '--silent'], cwd: clone, env });
  const printed: string[] = [];
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, START_TIMEOUT);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const take = (line: string): void => {
      printed.push(line);
      if (line.includes(READY)) done();
    };
    createInterface({ input: group.child.stdout }).on('line', take);
    createInterface({ input: group.child.stderr }).on('line', take);
    void group.ended.then(done);
  });
  if (printed.some((line) => line.includes(READY))) return () => stop(group);
  await stop(group);
  throw new WorkshopError(`"npm start" did not come up:\n${printed.slice(-25).join('\n')}`);
}

/** As Ctrl-C does. */
async function stop({ signal, ended }: Group): Promise<void> {
  signal('SIGINT');
  const timer = setTimeout(() => signal('SIGKILL'), END_TIMEOUT);
  await ended;
  clearTimeout(timer);
}
