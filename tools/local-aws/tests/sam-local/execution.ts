import { randomUUID } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ExecutionError, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from '../../aws/environment.ts';
import { invokeTask } from './lambda-task.ts';
import type { Workbench } from './sam-local-fixture.ts';

/** The result of an execution, with its retries and caught errors by state. */
export type Outcome = (
  | { status: 'SUCCEEDED'; output: unknown }
  | { status: 'FAILED'; error: string; cause: string }
) & { failures: string[]; retried: string[]; caught: string[] };

/**
 * @returns the output of the execution. @throws Error with the complete outcome when it failed.
 */
export function outputOf(outcome: Outcome): unknown {
  if (outcome.status === 'SUCCEEDED') return outcome.output;
  throw new Error(`The execution failed: ${JSON.stringify(outcome, null, 2)}`);
}

/** One execution, as in the context object of Step Functions. */
export type Execution = { arn: string; startedAt: string };

/** @returns an execution that starts now, with its own ARN. */
export const newExecution = (): Execution => ({
  arn: `arn:aws:states:${LOCAL.region}:${LOCAL.account}:execution:stock-trading:${randomUUID()}`,
  startedAt: new Date().toISOString(),
});

export type RunOptions = {
  execution?: Execution;
  /** Milliseconds before each retry, instead of what the workflow says. */
  pause?: number;
  /** Called when a state has failed, before its retry. */
  onFailure?: () => Promise<unknown>;
};

/** Runs executions of a workflow. Each task calls the Lambda API, as in Step Functions. */
export class Runner {
  readonly #lambda: LambdaClient;

  constructor({ lambdaUrl, region }: Workbench) {
    // One attempt, because the workflow decides about retries.
    const credentials = rootOf(LOCAL.account);
    this.#lambda = new LambdaClient({ endpoint: lambdaUrl, region, credentials, maxAttempts: 1 });
  }

  async run(
    definition: StateMachineDefinition,
    input: unknown,
    { execution = newExecution(), pause, onFailure }: RunOptions = {},
  ): Promise<Outcome> {
    const states = Object.entries(definition.States);
    const tasks = states.filter(([, state]) => state.Type === 'Task').map(([name]) => name);
    const call = (parameters: unknown) => invokeTask(this.#lambda, asTask(parameters));
    const running = new StateMachine(definition).run(JSON.parse(JSON.stringify(input)), {
      context: { Execution: { Id: execution.arn }, StartedAt: execution.startedAt },
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(tasks.map((name) => [name, call])),
        ...(pause === undefined
          ? {}
          : { retryIntervalOverrides: Object.fromEntries(tasks.map((name) => [name, pause])) }),
      },
    });
    const ended = running.result.then(
      (output) => ({ status: 'SUCCEEDED', output }) as const,
      (error: unknown) => failed(error),
    );
    const failures: string[] = [];
    const retried: string[] = [];
    const caught: string[] = [];
    for await (const event of running.eventLogs) {
      if (event.type === 'StateFailed') {
        failures.push(event.Error);
        await onFailure?.();
      }
      if (event.type === 'StateRetried') retried.push(event.state.name);
      if (event.type === 'StateCaught') caught.push(event.state.name);
    }
    return { ...(await ended), failures, retried, caught };
  }

  close(): void {
    this.#lambda.destroy();
  }
}

function failed(error: unknown) {
  if (!(error instanceof ExecutionError) || !(error.cause instanceof Error)) throw error;
  return { status: 'FAILED', error: error.cause.name, cause: error.cause.message } as const;
}

/** @throws Error when a task does not call a function. */
function asTask(parameters: unknown): { FunctionName: string; Payload: unknown } {
  const [name, payload] = [Object(parameters).FunctionName, Object(parameters).Payload];
  if (typeof name !== 'string') throw new Error('The task does not name a function.');
  return { FunctionName: name, Payload: payload };
}
