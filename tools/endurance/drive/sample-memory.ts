import { setTimeout as sleep } from 'node:timers/promises';
import { run } from 'helpers/run-program';
import { type EnduranceFixture, IDLE_SECONDS } from '../fixture/endurance-fixture.ts';
import type { MemorySample } from '../verdict/records.ts';

/** Waits until the number of function processes has not decreased for three times their idle limit. */
export async function rest({ emulator }: EnduranceFixture): Promise<void> {
  let [least, since] = [Number.POSITIVE_INFINITY, Date.now()];
  while (Date.now() - since < 3 * IDLE_SECONDS * 1000) {
    const { workers } = await ofEmulator(emulator.pid());
    if (workers < least) [least, since] = [workers, Date.now()];
    await sleep(500);
  }
}

/**
 * Returns the memory of emulator and gateway.
 *
 * @param executions number of recorded executions.
 * @param rested whether the emulator should have ended its idle functions.
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

/** Returns the resident memory of a process without its children, and their number. */
async function ofEmulator(pid: number): Promise<{ mebibytes: number; workers: number }> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,rss='], { env: process.env });
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const own = lines.find(([id]) => id === pid);
  return {
    mebibytes: (own?.[2] ?? Number.NaN) / 1024,
    workers: lines.filter(([, parent]) => parent === pid).length,
  };
}
