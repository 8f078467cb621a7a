import { setTimeout as sleep } from 'node:timers/promises';
import { run } from 'helpers/run-program';
import { type EnduranceFixture, IDLE_SECONDS } from '../fixture/endurance-fixture.ts';
import type { MemorySample } from '../verdict/records.ts';

/** Waits until the processes of functions have not become fewer for three times as long as they may idle. */
export async function rest({ emulator }: EnduranceFixture): Promise<void> {
  let [least, since] = [Number.POSITIVE_INFINITY, Date.now()];
  while (Date.now() - since < 3 * IDLE_SECONDS * 1000) {
    const { workers } = await ofEmulator(emulator.pid());
    if (workers < least) [least, since] = [workers, Date.now()];
    await sleep(500);
  }
}

/**
 * What emulator and gateway hold on to now.
 *
 * @param executions that are on record.
 * @param rested whether the emulator should have let go of its functions.
 */
export async function sampleMemory(
  { emulator, gateway }: EnduranceFixture,
  executions: number,
  rested = false,
): Promise<readonly MemorySample[]> {
  const { mebibytes, workers } = await ofEmulator(emulator.pid());
  return [
    { of: 'emulator', pid: emulator.pid(), mebibytes, workers, executions, rested },
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
