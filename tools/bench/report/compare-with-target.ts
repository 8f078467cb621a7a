import type { Metric, Target } from '../metric.ts';

/** Returns the ratio of a metric to its baseline; undefined without a baseline. */
export function ratioOf({ measured, baseline }: Metric): number | undefined {
  return baseline && (baseline.ratio ?? measured.median / baseline.measured.median);
}

/** Returns whether a metric meets its target; undefined without a target. */
export function meetsTarget(metric: Metric): boolean | undefined {
  if (!metric.target) return undefined;
  const value = ratioOf(metric) ?? metric.measured.median;
  return 'atMost' in metric.target ? value <= metric.target.atMost : value >= metric.target.atLeast;
}

/** `<= 1.25`, `>= 0.9` */
export function targetText(target: Target): string {
  return 'atMost' in target ? `<= ${target.atMost}` : `>= ${target.atLeast}`;
}
