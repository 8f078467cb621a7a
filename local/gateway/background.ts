import type { LoggingFacts } from '../../access/read/index.ts';
import { deliverLogs } from './logs/deliver.ts';
import { type FollowedExecutions, followedExecutions } from './logs/followed.ts';
import { stackLogging } from './logs/stack-logging.ts';
import { cached } from './material/cache.ts';
import type { Desk } from './serve/desk.ts';
import { endRunning } from './states/end-running.ts';
import type { KnownMachine } from './states/known-machines.ts';

/** What goes on without a request: logs are delivered, executions without their key are ended. */
export type Background = {
  /** An execution was started through the gateway. */
  started(machineArn: string, executionArn: string): void;
  stop(): Promise<void>;
};

const ROUND_MS = 250;
/** How long running executions are left alone while nothing changes. */
const SWEEP_MS = 1000;
/** A template changes by CloudFormation alone, and that the gateway sees. */
const LOGGING_AGE_MS = 30_000;

/** Begins its rounds. Errors are logged, each kind once until it passes. */
export function background(desk: Desk): Background {
  const followed = new Map<string, FollowedExecutions>();
  const loggings = cached<LoggingFacts>(desk.changes, desk.clock, LOGGING_AGE_MS);
  let sweptAt = -Infinity;
  let sweptVersion = -1;
  let trouble = '';

  const of = (machineArn: string): FollowedExecutions => {
    const known = followed.get(machineArn) ?? followedExecutions(desk.clock);
    followed.set(machineArn, known);
    return known;
  };
  const look = async (machine: KnownMachine, sweeps: boolean): Promise<void> => {
    const running = sweeps ? await endRunning(machine, desk) : [];
    for (const executionArn of running) of(machine.arn).follow(executionArn);
    const logging = await loggings(machine.arn, () => loggingOf(machine, desk));
    if (logging.logGroupArns.length > 0) await deliverLogs(machine, logging, of(machine.arn), desk);
  };
  const round = async (): Promise<void> => {
    const version = desk.changes.version();
    const sweeps = version !== sweptVersion || desk.clock() - sweptAt >= SWEEP_MS;
    if (sweeps) [sweptVersion, sweptAt] = [version, desk.clock()];
    let found = '';
    for (const machine of desk.machines.all()) {
      await look(machine, sweeps).catch((error: unknown) => {
        found = error instanceof Error ? error.name : typeof error;
        if (found === 'StateMachineDoesNotExist') {
          desk.machines.forget(machine.arn);
          followed.delete(machine.arn);
        }
      });
    }
    if (found && found !== trouble) desk.log(`Looking after executions failed: ${found}`);
    trouble = found;
  };
  const rounds = repeat(round, ROUND_MS);
  return {
    started: (machineArn, executionArn) => of(machineArn).follow(executionArn),
    stop: rounds.stop,
  };
}

async function loggingOf(machine: KnownMachine, desk: Desk): Promise<LoggingFacts> {
  const { logging } = await desk.material.machine(machine, machine.arn);
  if (logging.level !== 'OFF' && logging.logGroupArns.length > 0) return logging;
  const clients = desk.roots.of(machine.account, machine.region);
  return (await stackLogging(clients, machine, machine.arn)) ?? logging;
}

/** Does work again and again, with a pause after each time. */
function repeat(work: () => Promise<void>, pauseMs: number): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let current = Promise.resolve();
  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      current = work().then(next, next);
    }, pauseMs);
    timer.unref();
  };
  next();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return current;
    },
  };
}
