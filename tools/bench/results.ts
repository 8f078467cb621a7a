import type { Metric } from './metric.ts';

/** A part that was measured. */
export type MeasuredPart = {
  name: string;
  title: string;
  /** Duration of the measurement. */
  seconds: number;
  metrics: readonly Metric[];
};

/** A part that was not measured, and the reason. */
export type UnmeasuredPart = { name: string; why: string };

/** The results of the parts of a run. */
export type PartResults = {
  parts: readonly MeasuredPart[];
  /** Parts that this machine cannot run, or that were not requested. */
  skipped: readonly UnmeasuredPart[];
  failed: readonly UnmeasuredPart[];
};

/** The machine and the time of a run. */
export type Circumstances = {
  /** ISO 8601. */
  date: string;
  /** The commit, with `+` when files differ from it; `unknown` without git. */
  commit: string;
  machine: { cores: number; model: string; memoryGiB: number; system: string };
  node: string;
  /** Load average of the minute before the run. */
  loadAverage: number;
};

/** A run of the benchmark, as it is saved in JSON. */
export type Results = Circumstances & PartResults;
