import type { EnvironmentFault } from '../plan/environment-faults.ts';
import type { FunctionFault } from '../plan/function-faults.ts';

/** All times are in milliseconds since 1970, from one clock. */
export type Span = { readonly from: number; readonly to: number };

/** The result of StartExecution. Without an answer, the execution can have started or not. */
export type StartAnswer = 'accepted' | 'denied' | 'unknown';

/** A start of an execution: its answer, and its state at the end. */
export type StartRecord = Span & {
  readonly name: string;
  readonly price: number;
  readonly fault?: FunctionFault;
  /** The environment fault of its burst. */
  readonly environmentFault?: EnvironmentFault;
  readonly answer: StartAnswer;
  /** Name of the error in the answer. */
  readonly error?: string;
};

/** Status from DescribeExecution at the end; undefined: the execution does not exist. */
export type Ends = ReadonlyMap<string, string | undefined>;

/** The error of an execution that did not succeed, where the emulator has one. */
export type Reasons = ReadonlyMap<string, string>;

/** A row of the table. */
export type RowRecord = {
  readonly executionName: string;
  readonly type: string;
  readonly price: number;
};

/** A put that the table acknowledged. */
export type StoredRecord = { readonly executionName: string; readonly at: number };

/** The emulator ended and started again with its saved state. */
export type Restart = {
  readonly how: 'killed' | 'ended';
  /** Changes before this moment are in the saved state. */
  readonly savedAt: number;
  /** Services that it could not save. They have their earlier state. */
  readonly unsaved: readonly string[];
  /** When it was asked to end, and when it had ended. */
  readonly leftAt: number;
  readonly downAt: number;
  /** When everything answered again. */
  readonly upAt: number;
};

/** What decides who can read and what can start. */
export type Rules = {
  readonly keyEnabled: boolean;
  readonly roleMayUseKey: boolean;
  readonly auditorMayRead: boolean;
};

/** A change of the rules. It takes effect between `from` and `to`. */
export type Change = Span & { readonly rules: Rules };

/** A request of the prober, and its answer. */
export type Probe = Span & {
  readonly as: string;
  readonly call: string;
  /** Whether the key protects the requested data. */
  readonly secret: boolean;
  readonly got: 'answer' | 'denial' | 'nothing';
  readonly error?: string;
  /** Whether the answer contained data that the key protects. */
  readonly revealed: boolean;
};

/** Memory in a stable state. */
export type MemorySample = {
  readonly of: 'emulator' | 'gateway';
  readonly pid: number;
  readonly mebibytes: number;
  /** Number of recorded executions at that time. */
  readonly executions: number;
  /** Processes of functions, for the emulator. */
  readonly workers?: number;
  /** Taken after an idle time that is long enough for the emulator to end them. */
  readonly rested?: boolean;
};

/** All records of one run. */
export type Records = {
  readonly starts: readonly StartRecord[];
  readonly ends: Ends;
  readonly reasons: Reasons;
  readonly rows: readonly RowRecord[];
  readonly stored: readonly StoredRecord[];
  /** Executions whose fault happened. */
  readonly met: ReadonlySet<string>;
  /** Executions with a fault for which `save` ran more than once: the workflow tried again. */
  readonly retried: ReadonlySet<string>;
  readonly restarts: readonly Restart[];
  /** Times at which the gateway was down. */
  readonly outages: readonly Span[];
  readonly changes: readonly Change[];
  readonly probes: readonly Probe[];
  readonly memory: readonly MemorySample[];
};
