import type { LoggingFacts } from 'who-can-read';
import type { GatewayContext } from './gateway-context.ts';
import { isUnreachable } from './http/upstream.ts';
import { deliverLogs } from './logs/deliver-logs.ts';
import { type FollowedExecutions, followedExecutions } from './logs/followed-executions.ts';
import { repeat } from './repeat.ts';
import type { EncryptedTarget } from './states/encrypted-target.ts';
import { endRunning, type StartedUnder } from './states/end-running.ts';
import type { KnownStateMachine } from './states/known-state-machines.ts';

/** Work without a request: delivers logs, and ends executions that lost their key. */
export type Background = {
  /** An execution was started through the gateway. */
  started(stateMachineArn: string, executionArn: string, under?: EncryptedTarget): void;
  stop(): Promise<void>;
};

const ROUND_MS = 250;
/** Time between two checks of running executions while nothing changes. */
const SWEEP_MS = 1000;

type Executions = { readonly started: StartedUnder; readonly followed: FollowedExecutions };

/** Starts the rounds. Each kind of error is logged once until it ends. */
export function background(context: GatewayContext): Background {
  const stateMachines = new Map<string, Executions>();
  let sweptAt = -Infinity;
  let sweptVersion = -1;
  let lastError = '';

  const of = (stateMachineArn: string): Executions => {
    const known = stateMachines.get(stateMachineArn);
    if (known) return known;
    const made = { started: new Map(), followed: followedExecutions(context.clock) };
    stateMachines.set(stateMachineArn, made);
    return made;
  };
  const loggingOf = async (stateMachine: KnownStateMachine): Promise<LoggingFacts> => {
    const { logging } = await context.state.stateMachine(stateMachine, stateMachine.arn);
    if (logging.level !== 'OFF' && logging.logGroupArns.length > 0) return logging;
    const declared = await context.declaredStateMachines(stateMachine, stateMachine.arn);
    if (declared?.loggingError) throw declared.loggingError;
    return declared?.logging ?? logging;
  };
  const look = async (stateMachine: KnownStateMachine, sweeps: boolean): Promise<void> => {
    const { started, followed } = of(stateMachine.arn);
    const running = sweeps ? await endRunning(stateMachine, started, context) : [];
    const logging = await loggingOf(stateMachine);
    if (logging.logGroupArns.length === 0) return followed.forgetAll();
    for (const executionArn of running) followed.follow(executionArn);
    await deliverLogs(stateMachine, logging, followed, context);
  };
  const round = async (): Promise<void> => {
    const version = context.changes.version();
    const sweeps = version !== sweptVersion || context.clock() - sweptAt >= SWEEP_MS;
    if (sweeps) [sweptVersion, sweptAt] = [version, context.clock()];
    let found = '';
    for (const stateMachine of context.knownStateMachines.all()) {
      await look(stateMachine, sweeps).catch((error: unknown) => {
        if (isUnreachable(error)) return context.upstream.noteReached(false);
        const name = error instanceof Error ? error.name : typeof error;
        if (name !== 'StateMachineDoesNotExist') found = name;
        // It was deleted with its executions.
        else if (context.knownStateMachines.forget(stateMachine.arn))
          stateMachines.delete(stateMachine.arn);
      });
    }
    // The end of the emulator is logged once, for all work that it stops.
    if (found && found !== lastError && context.upstream.isUp())
      context.log(`The check of running executions failed: ${found}`);
    lastError = found;
  };
  return {
    started(stateMachineArn, executionArn, under) {
      const { started, followed } = of(stateMachineArn);
      if (under) started.set(executionArn, under);
      followed.follow(executionArn);
    },
    stop: repeat(round, ROUND_MS).stop,
  };
}
