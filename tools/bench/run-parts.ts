import { MissingToolError } from 'helpers/errors';
import type { Bench, Figure } from './metric.ts';
import type { MeasuredPart, Outcome, PartWithoutFigures } from './results.ts';
import { LeftOut } from './skipped.ts';

/** Is told what goes on. */
export type Watcher = {
  begins(name: string): void;
  progress(name: string, line: string): void;
  ends(name: string, seconds: number): void;
};

/** Runs parts one after another; one that fails does not stop the next. */
export async function runParts(benches: readonly Bench[], watcher: Watcher): Promise<Outcome> {
  const parts: MeasuredPart[] = [];
  const leftOut: PartWithoutFigures[] = [];
  const failed: PartWithoutFigures[] = [];
  for (const bench of benches) {
    const { name, title } = bench;
    const begun = performance.now();
    watcher.begins(name);
    try {
      const figures = await bench.measure((line) => watcher.progress(name, line));
      holdToNames(bench, figures);
      parts.push({ name, title, figures, seconds: (performance.now() - begun) / 1000 });
    } catch (error) {
      const missing = error instanceof LeftOut || error instanceof MissingToolError;
      (missing ? leftOut : failed).push({ name, why: whyOf(error) });
    }
    watcher.ends(name, (performance.now() - begun) / 1000);
  }
  return { parts, leftOut, failed };
}

/** @throws when a part measured something else than it said it would. */
function holdToNames({ figures: names }: Bench, figures: readonly Figure[]): void {
  const measured = figures.map(({ what }) => what);
  if (names && measured.join('\n') !== names.join('\n')) {
    throw new Error(`It measured "${measured.join('", "')}" and not "${names.join('", "')}".`);
  }
}

function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof MissingToolError && error.advice !== undefined
    ? `${error.message} ${error.advice}`
    : error.message;
}
