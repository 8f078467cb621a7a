import { jest } from '@jest/globals';
import { StateMachine } from 'aws-local-stepfunctions';
import { type Json, readDefinition, taskStates } from './definition.ts';
import { createLambda, type Incidents } from './lambda.ts';

/** One execution: its name, start time and input. */
export type Execution = { readonly id: string; readonly startedAt: string; readonly input: Json };

/** The result of an execution, or of one attempt. */
export type Outcome = {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: unknown;
  readonly error?: string;
  /** The state that failed, and its input. */
  readonly failed?: { readonly state: string; readonly input: Json };
  readonly states: readonly string[];
  readonly invocations: readonly string[];
};

const taskNames = taskStates().map(({ name }) => name);
const each = <Value>(value: Value): Record<string, Value> =>
  Object.fromEntries(taskNames.map((name) => [name, value]));

/**
 * The interpreter always sets `$$.Execution.StartTime` from the clock, so the clock shows the start
 * time of the execution. Only Date is faked: waits and timeouts are real.
 */
const atTime = async <Result>(moment: string, work: () => Promise<Result>): Promise<Result> => {
  jest.useFakeTimers({
    now: new Date(moment),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
};

const interpret = async (
  stateMachine: StateMachine,
  execution: Execution,
  incidents: Incidents,
): Promise<Outcome> => {
  const lambda = createLambda(incidents);
  const run = stateMachine.run(execution.input, {
    context: { Execution: { Id: execution.id } },
    overrides: { taskResourceLocalHandlers: each(lambda.invoke), retryIntervalOverrides: each(0) },
  });
  const states: string[] = [];
  const output = await run.result.catch(() => undefined);
  let end: Pick<Outcome, 'status' | 'output' | 'error'> = { status: 'SUCCEEDED', output };
  let failed: Outcome['failed'];
  for await (const event of run.eventLogs) {
    if (event.type === 'StateEntered') {
      states.push(event.state.name);
    } else if (event.type === 'StateFailed') {
      failed = { state: event.state.name, input: event.state.input };
    } else if (event.type === 'ExecutionFailed') {
      end = { status: 'FAILED', error: event.Error };
    }
  }
  return { ...end, ...(failed && { failed }), states, invocations: lambda.invocations() };
};

const stockTrading = new StateMachine(readDefinition());

/** Runs the workflow with the functions' real code; nothing waits between retries. */
export const execute = (execution: Execution, incidents: Incidents = {}): Promise<Outcome> =>
  atTime(execution.startedAt, () => interpret(stockTrading, execution, incidents));

/**
 * Redrives a failed execution: the same id and start time, from the failed state with that state's
 * input. (The interpreter takes this as the execution's input too, which only the first state
 * reads. It rejects a definition with unreachable states, so the states before the failed one are
 * removed.)
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export const redrive = (execution: Execution, { failed }: Outcome): Promise<Outcome> => {
  if (failed === undefined) {
    throw new Error('only a failed execution can be redriven');
  }
  const rest = new StateMachine(
    { ...readDefinition(), StartAt: failed.state },
    { validationOptions: { noValidate: true } },
  );
  return atTime(execution.startedAt, () =>
    interpret(rest, { ...execution, input: failed.input }, {}),
  );
};
