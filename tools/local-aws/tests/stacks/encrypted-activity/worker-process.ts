import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Credentials } from 'helpers/root-credentials';
import type { GatewayFixture } from 'test-fixtures/gateway-fixture';
import { LOCAL, withAws } from '../../../aws/environment.ts';

const MAIN = fileURLToPath(
  new URL('../../../../../stacks/encrypted-activity/worker/main.ts', import.meta.url),
);

/** The worker as a person runs it. */
export type Worker = {
  /** What it has written so far. */
  output(): string;
  answer(text: string): void;
  /** Ends it as Ctrl-C does. @returns its exit code. */
  stop(): Promise<number | null>;
  readonly ended: Promise<number | null>;
};

/** Starts the worker in somebody's name. */
export function startWorker(fixture: GatewayFixture, as: Credentials, activityArn: string): Worker {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  const env = { ...withAws(fixture.env, endpoint, as), APPROVAL_ACTIVITY_ARN: activityArn };
  const child: ChildProcess = spawn(process.execPath, [MAIN], { env });
  let output = '';
  const hear = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
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
