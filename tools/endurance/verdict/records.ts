import type { EnvironmentFault } from '../plan/environment-faults.ts';
import type { FunctionFault } from '../plan/function-faults.ts';

/** All times are in milliseconds since 1970, of one clock. */
export type Span = { readonly from: number; readonly to: number };

/** What StartExecution answered. An answer that never came says nothing of what was done. */
export type StartAnswer = 'accepted' | 'refused' | 'unknown';

/** An execution that was asked for, what came of it, and what is there at the end. */
export type StartRecord = Span & {
  readonly name: string;
  readonly price: number;
  readonly fault?: FunctionFault;
  /** What environmentFault the burst that it was in. */
  readonly environmentFault?: EnvironmentFault;
  readonly answer: StartAnswer;
  /** Name of the error that was answered. */
  readonly error?: string;
};

/** What DescribeExecution says in the end, of metadata only; undefined: no such execution. */
export type Ends = ReadonlyMap<string, string | undefined>;

/** The error that an execution ended with, where it ended badly and the emulator knows one. */
export type Reasons = ReadonlyMap<string, string>;

/** A row of the table. */
export type RowRecord = {
  readonly executionName: string;
  readonly type: string;
  readonly price: number;
};

/** A put that the table acknowledged. */
export type StoredRecord = { readonly executionName: string; readonly at: number };

/** The emulator went and came back with a state that it had saved before. */
export type Restart = {
  readonly how: 'killed' | 'ended';
  /** Before this moment nothing can be missing from the state. */
  readonly savedAt: number;
  /** Services that it could not save then, and that came back as they were before. */
  readonly unsaved: readonly string[];
  /** When it was told to go, and when it was gone. */
  readonly leftAt: number;
  readonly downAt: number;
  /** When everything could be asked again. */
  readonly upAt: number;
};

/** What bears on who may read and what may start. */
export type Rules = {
  readonly keyEnabled: boolean;
  readonly roleMayUseKey: boolean;
  readonly auditorMayRead: boolean;
};

/** A change of the rules: before `from` not yet, after `to` for certain. */
export type Change = Span & { readonly rules: Rules };

/** A question of the prober, and what it was told. */
export type Probe = Span & {
  readonly as: string;
  readonly call: string;
  /** Whether it asked for what the key protects. */
  readonly secret: boolean;
  readonly got: 'answer' | 'denial' | 'nothing';
  readonly error?: string;
  /** Whether there was anything in it that the key protects. */
  readonly revealed: boolean;
};

/** Memory once everything had settled. */
export type MemorySample = {
  readonly of: 'emulator' | 'gateway';
  readonly pid: number;
  readonly mebibytes: number;
  /** Executions that were on record then. */
  readonly executions: number;
  /** Processes of functions, for the emulator. */
  readonly workers?: number;
  /** Taken when nobody had called for so long that the emulator should have let go of them. */
  readonly rested?: boolean;
};

/** All that one run has seen. */
export type Records = {
  readonly starts: readonly StartRecord[];
  readonly ends: Ends;
  readonly reasons: Reasons;
  readonly rows: readonly RowRecord[];
  readonly stored: readonly StoredRecord[];
  /** Executions that have met their fault. */
  readonly met: ReadonlySet<string>;
  /** Executions with a fault for which `save` ran more than once: the workflow tried again. */
  readonly retried: ReadonlySet<string>;
  readonly restarts: readonly Restart[];
  /** Times at which the gateway was away. */
  readonly outages: readonly Span[];
  readonly changes: readonly Change[];
  readonly probes: readonly Probe[];
  readonly memory: readonly MemorySample[];
};
