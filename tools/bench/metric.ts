import type { Spread } from './statistics.ts';

/** One line of the table: a metric, compared with its baseline or its limit. */
export type Metric = {
  /** `check-price, as deployed` */
  what: string;
  /** `ms`, `MiB`, `kB`, `a second`; left out: a number without a unit. */
  unit?: string;
  measured: Spread;
  /** Measured in the same run, in the same unit. */
  baseline?: Baseline;
  /** The target for the ratio to the baseline, or for the median without a baseline. */
  target?: Target;
};

/** The baseline of a metric. */
export type Baseline = {
  what: string;
  measured: Spread;
  /** Ratios of rounds in which both ran at the same time; left out: the ratio of the medians. */
  ratio?: number;
};

/** Inclusive. */
export type Target = { atMost: number } | { atLeast: number };

/** A part of the benchmark. */
export type Bench = {
  /** One word, to run the part alone. */
  name: string;
  /** What its lines have in common, and how they are measured. */
  title: string;
  /** Why it runs only by name; left out: it always runs. */
  onlyByName?: string;
  /** The names of its lines, where they are known before the run. */
  metrics?: readonly string[];
  /** @param progress takes a line about the progress. */
  measure(progress: (line: string) => void): Promise<readonly Metric[]>;
};
