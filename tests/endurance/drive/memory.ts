import { run } from '../../../local/process/run.ts';
import type { MemorySample } from '../judge/records.ts';
import type { Stage } from '../stage/stage.ts';

/** What emulator and gateway hold on to now. @param executions that are on record. */
export async function sampleMemory(
  { emulator, gateway }: Stage,
  executions: number,
): Promise<readonly MemorySample[]> {
  const { mebibytes, workers } = await ofEmulator(emulator.pid());
  return [
    { of: 'emulator', pid: emulator.pid(), mebibytes, workers, executions },
    { of: 'gateway', pid: gateway.pid(), mebibytes: await gateway.heapMiB(), executions },
  ];
}

/** Resident memory of a process without its children, and how many of those it has. */
async function ofEmulator(pid: number): Promise<{ mebibytes: number; workers: number }> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss='], { env: process.env });
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const own = lines.find(([id]) => id === pid);
  return {
    mebibytes: (own?.[2] ?? Number.NaN) / 1024,
    workers: lines.filter(([, parent]) => parent === pid).length,
  };
}
