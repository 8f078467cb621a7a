import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
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
  const child: ChildProcess = spawn(process.execPath, [WORKER_MAIN], { env });
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
      if (child.exitCode === null) child.kill('SIGINT');
      return ended;
    },
  };
}
