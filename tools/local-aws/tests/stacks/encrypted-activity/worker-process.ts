import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PATHS } from 'helpers/project-paths';
import type { Credentials } from 'helpers/root-credentials';
import type { GatewayFixture } from 'test-fixtures/gateway-fixture';
import { LOCAL, withAws } from '../../../aws/environment.ts';

/** The program of the worker. */
export const WORKER_MAIN = fileURLToPath(
  new URL('../../../../../stacks/encrypted-activity/worker/main.ts', import.meta.url),
);

/** The worker as a person runs it. */
export type Worker = {
  /** Its output until now. */
  output(): string;
  answer(text: string): void;
  /** Ends it as Ctrl-C does. @returns its exit code. */
  stop(): Promise<number | null>;
  readonly ended: Promise<number | null>;
};

/** Starts the worker with credentials. */
export function startWorker(fixture: GatewayFixture, as: Credentials, activityArn: string): Worker {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  const env = { ...withAws(fixture.env, endpoint, as), APPROVAL_ACTIVITY_ARN: activityArn };
  const child = spawn(process.execPath, [WORKER_MAIN], { env });
  return follow(child, () => child.kill('SIGINT'));
}

/** Starts the worker by a command in the root of the project. */
export function startWorkerBy(command: string, env: NodeJS.ProcessEnv): Worker {
  const child = spawn('bash', ['-c', command], { cwd: PATHS.root, env, detached: true });
  // Ctrl-C in a terminal reaches every process of the command, not only the shell.
  return follow(child, () => child.pid !== undefined && process.kill(-child.pid, 'SIGINT'));
}

function follow(child: ChildProcess, interrupt: () => unknown): Worker {
  let output = '';
  const append = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);
  const ended = once(child, 'exit').then(([code]): number | null => code);
  return {
    output: () => output,
    answer: (text) => void child.stdin?.write(`${text}\n`),
    ended,
    stop() {
      if (child.exitCode === null) interrupt();
      return ended;
    },
  };
}
