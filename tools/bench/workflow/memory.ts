import { setTimeout as sleep } from 'node:timers/promises';
import { run } from 'helpers/run-program';

const PAUSE_MS = 500;

/** Resident memory in MiB. Shared memory counts once for each process. */
export type Memory = {
  gateway: number;
  emulator: number;
  /** The processes in which the emulator runs functions. */
  functions: number;
};

/** A process as `ps` shows it; memory in KiB. */
type Process = { pid: number; parent: number; memory: number };

/** Reads what `ps -A -o pid=,ppid=,rss=` prints. */
export function parseProcesses(text: string): readonly Process[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, parent, memory]) =>
      pid === undefined || parent === undefined || memory === undefined
        ? []
        : [{ pid, parent, memory }],
    );
}

/** Memory of a gateway and of an emulator, the latter without the processes that it started. */
export function memoryOf(
  processes: readonly Process[],
  { gateway, emulator }: { gateway: number; emulator: number },
): Memory {
  const own = (id: number): number => processes.find(({ pid }) => pid === id)?.memory ?? 0;
  const below = (id: number): number =>
    processes
      .filter(({ parent }) => parent === id)
      .reduce((sum, { pid, memory }) => sum + memory + below(pid), 0);
  return {
    gateway: own(gateway) / 1024,
    emulator: own(emulator) / 1024,
    functions: below(emulator) / 1024,
  };
}

/** Returns their present memory. */
export async function memoryNow(pids: { gateway: number; emulator: number }): Promise<Memory> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss='], { env: process.env });
  return memoryOf(parseProcesses(stdout), pids);
}

/** Measures twice a second during the work. @returns the largest memory of each. */
export async function peakDuring(
  look: () => Promise<Memory>,
  work: () => Promise<void>,
): Promise<Memory> {
  const seen = [await look()];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      seen.push(await look());
      await sleep(PAUSE_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  try {
    await work();
  } finally {
    over.abort();
    await watching;
  }
  const most = (of: keyof Memory): number => Math.max(...seen.map((memory) => memory[of]));
  return { gateway: most('gateway'), emulator: most('emulator'), functions: most('functions') };
}
