import type { MemorySample, Records } from './records.ts';

/** The emulator keeps one process of each function, even when it is idle. */
const KEPT_WORKERS = 4;
/** Mebibytes of growth that do not count. */
const SLACK = 16;
/** The largest memory of a gateway, as a multiple of its first stable size. */
const FACTOR = 1.5;
/**
 * Kibibytes that the emulator can grow for each execution. It keeps every execution with its
 * history, and the log lines of the functions.
 */
const KIBIBYTES_AN_EXECUTION = 100;

/**
 * Compares the memory of each process with its first stable sample.
 *
 * @returns a sentence for each process that grew too much.
 */
export function evaluateMemory({ memory }: Records): readonly string[] {
  const processes = Map.groupBy(memory, ({ pid }) => pid);
  const grown = [...processes.values()].flatMap((samples) => {
    const [first, last] = [samples.at(0), samples.at(-1)];
    if (!first || !last) return [];
    const allowed = most(first, last);
    if (last.mebibytes <= allowed) return [];
    const [from, to] = [first.mebibytes.toFixed(0), last.mebibytes.toFixed(0)];
    return [`The ${last.of} grew from ${from} to ${to} MiB; the limit is ${allowed.toFixed(0)}`];
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
