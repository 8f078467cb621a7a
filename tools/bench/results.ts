import type { Metric } from './metric.ts';

/** A part that was measured. */
export type MeasuredPart = {
  name: string;
  title: string;
  /** How long the measuring took. */
  seconds: number;
  metrics: readonly Metric[];
};

/** A part that was not, and why. */
export type UnmeasuredPart = { name: string; why: string };

/** What became of the parts of a run. */
export type PartResults = {
  parts: readonly MeasuredPart[];
  /** Those that this machine cannot run, or that nobody asked for. */
  skipped: readonly UnmeasuredPart[];
  failed: readonly UnmeasuredPart[];
};

/** Where and when it was measured. */
export type Circumstances = {
  /** ISO 8601. */
  date: string;
  /** Of git, with `+` when files differ from it; `unknown` without git. */
  commit: string;
  machine: { cores: number; model: string; memoryGiB: number; system: string };
  node: string;
  /** Of the minute before it began: what else the machine had to do. */
  loadAverage: number;
};

/** A run of the benchmark, as it is kept in JSON. */
export type Results = Circumstances & PartResults;
