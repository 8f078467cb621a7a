import type { MemorySample, Records } from './records.ts';

/** The emulator keeps one process of each function, however long nobody calls it. */
const KEPT_WORKERS = 4;
/** Mebibytes that may come and go without meaning anything. */
const SLACK = 16;
/** How many times what it settled at a gateway may hold on to. */
const FACTOR = 1.5;
/**
 * Kibibytes that the emulator may grow for each execution. It keeps every execution with its
 * history, and the log lines of the functions: this is what it holds on to, beside what leaks.
 */
const KIBIBYTES_AN_EXECUTION = 100;

/**
 * Whether memory is back where it was: each process against its own first settled sample.
 *
 * @returns a sentence for each process that holds on to more.
 */
export function evaluateMemory({ memory }: Records): readonly string[] {
  const processes = Map.groupBy(memory, ({ pid }) => pid);
  const grown = [...processes.values()].flatMap((samples) => {
    const [first, last] = [samples.at(0), samples.at(-1)];
    if (!first || !last) return [];
    const allowed = most(first, last);
    if (last.mebibytes <= allowed) return [];
    const [from, to] = [first.mebibytes.toFixed(0), last.mebibytes.toFixed(0)];
    return [`The ${last.of} grew from ${from} to ${to} MiB; ${allowed.toFixed(0)} may be`];
  });
  const busy = memory
    .filter(({ rested, workers = 0 }) => rested && workers > KEPT_WORKERS)
    .map(({ of, workers }) => `The ${of} still runs ${workers} functions after a rest`);
  return [...grown, ...busy];
}

const most = (first: MemorySample, last: MemorySample): number => {
  if (first.of === 'gateway') return first.mebibytes * FACTOR + SLACK;
  const more = Math.max(0, last.executions - first.executions);
  return first.mebibytes + (more * KIBIBYTES_AN_EXECUTION) / 1024 + 2 * SLACK;
};
