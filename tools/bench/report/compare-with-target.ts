import type { Metric, Target } from '../metric.ts';

/** How a metric stands against the other; undefined where it stands alone. */
export function ratioOf({ measured, baseline }: Metric): number | undefined {
  return baseline && (baseline.ratio ?? measured.median / baseline.measured.median);
}

/** Whether a metric is what is wanted; undefined where there is no target. */
export function meetsTarget(metric: Metric): boolean | undefined {
  if (!metric.target) return undefined;
  const value = ratioOf(metric) ?? metric.measured.median;
  return 'atMost' in metric.target ? value <= metric.target.atMost : value >= metric.target.atLeast;
}

/** `<= 1.25`, `>= 0.9` */
export function targetText(target: Target): string {
  return 'atMost' in target ? `<= ${target.atMost}` : `>= ${target.atLeast}`;
}
