import { jest } from '@jest/globals';
import { StateMachine } from 'aws-local-stepfunctions';
import { type Json, readDefinition, taskStates } from './definition.ts';
import { createLambda, type Incidents } from './lambda.ts';

/** One execution: what it is called, when it started, what it was given. */
export type Execution = { readonly id: string; readonly startedAt: string; readonly input: Json };

/** How an execution, or one try of it, ended. */
export type Outcome = {
  readonly status: 'SUCCEEDED' | 'FAILED';
  readonly output?: unknown;
  readonly error?: string;
  /** The state that failed, and what went into it. */
  readonly failed?: { readonly state: string; readonly input: Json };
  readonly states: readonly string[];
  readonly invocations: readonly string[];
};

const taskNames = taskStates().map(({ name }) => name);
const each = <Value>(value: Value): Record<string, Value> =>
  Object.fromEntries(taskNames.map((name) => [name, value]));

/**
 * The interpreter sets `$$.Execution.StartTime` from the clock whatever it is told, so the clock shows
 * the time at which the execution started. Nothing but Date is faked: waits and timeouts are real.
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
  machine: StateMachine,
  execution: Execution,
  incidents: Incidents,
): Promise<Outcome> => {
  const lambda = createLambda(incidents);
  const run = machine.run(execution.input, {
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
 * input. (To the interpreter that is the execution's input too; only the first state reads it. Seen
 * from the failed state the ones before it cannot be reached, for which the interpreter would refuse.)
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
