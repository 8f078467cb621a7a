import type { Spread } from './statistics.ts';

/** One line of the table: what was measured, compared with what a user would pick instead, or the limit. */
export type Metric = {
  /** `check-price, as deployed` */
  what: string;
  /** `ms`, `MiB`, `kB`, `a second`; left out: a bare number. */
  unit?: string;
  measured: Spread;
  /** Measured in the same run, in the same unit. */
  baseline?: Baseline;
  /** What is wanted of the ratio to the baseline, or of the median where nothing does. */
  target?: Target;
};

/** What a metric stands beside. */
export type Baseline = {
  what: string;
  measured: Spread;
  /** Of turns that both took in the same moment; left out: it is the ratio of the medians. */
  ratio?: number;
};

/** Inclusive. */
export type Target = { atMost: number } | { atLeast: number };

/** A part of the benchmark. */
export type Bench = {
  /** One word to run it alone by. */
  name: string;
  /** What its lines have in common, and how they were measured. */
  title: string;
  /** Why it runs only when it is named; left out: it always runs. */
  onlyByName?: string;
  /** What its lines are called, where that is known before they are measured. */
  metrics?: readonly string[];
  /** @param progress takes how far it is. */
  measure(progress: (line: string) => void): Promise<readonly Metric[]>;
};
