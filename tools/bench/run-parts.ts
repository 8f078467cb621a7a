import { MissingToolError } from 'helpers/errors';
import type { Bench, Metric } from './metric.ts';
import type { MeasuredPart, PartResults, UnmeasuredPart } from './results.ts';
import { Skipped } from './skipped.ts';

/** Takes the progress of a run. */
export type Watcher = {
  begins(name: string): void;
  progress(name: string, line: string): void;
  ends(name: string, seconds: number): void;
};

/** Runs parts one after another. A part that fails does not stop the next one. */
export async function runParts(benches: readonly Bench[], watcher: Watcher): Promise<PartResults> {
  const parts: MeasuredPart[] = [];
  const skipped: UnmeasuredPart[] = [];
  const failed: UnmeasuredPart[] = [];
  for (const bench of benches) {
    const { name, title } = bench;
    const begun = performance.now();
    watcher.begins(name);
    try {
      const metrics = await bench.measure((line) => watcher.progress(name, line));
      holdToNames(bench, metrics);
      parts.push({ name, title, metrics, seconds: (performance.now() - begun) / 1000 });
    } catch (error) {
      const missing = error instanceof Skipped || error instanceof MissingToolError;
      (missing ? skipped : failed).push({ name, why: whyOf(error) });
    }
    watcher.ends(name, (performance.now() - begun) / 1000);
  }
  return { parts, skipped, failed };
}

/** @throws when the metrics of a part do not have the announced names. */
function holdToNames({ metrics: names }: Bench, metrics: readonly Metric[]): void {
  const measured = metrics.map(({ what }) => what);
  if (names && measured.join('\n') !== names.join('\n')) {
    throw new Error(`The metrics are "${measured.join('", "')}", not "${names.join('", "')}".`);
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof MissingToolError && error.advice !== undefined
    ? `${error.message} ${error.advice}`
    : error.message;
}
