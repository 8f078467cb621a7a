import type { CleanUp } from 'helpers/clean-up';
import type { Progress } from 'helpers/progress';
import { type FaultAction, faultActionsFor, type Traces } from './drive/cause-faults.ts';
import { endsOf, executionArnOf, reasonsOf, rowsOf } from './drive/final-state.ts';
import { type Prober, startProber } from './drive/prober.ts';
import { rest, sampleMemory } from './drive/sample-memory.ts';
import { type Starter, starterFor } from './drive/start-executions.ts';
import { waitUntilSettled } from './drive/wait-until-settled.ts';
import { startEnduranceFixture } from './fixture/endurance-fixture.ts';
import { type Burst, ordersOf } from './plan/plan.ts';
import type { MemorySample, Probe, Records, StartRecord } from './verdict/records.ts';

/**
 * Runs a plan on its own fixture, burst after burst, while a prober sends read requests.
 *
 * @param seed decides the requests of the prober.
 * @param rests whether to wait at the end until idle functions have ended.
 * @returns all records, for the verdict.
 */
export async function endure(
  plan: readonly Burst[],
  seed: number,
  progress: Progress,
  cleanUp: CleanUp,
  { rests }: { rests: boolean },
): Promise<Records> {
  const fixture = await startEnduranceFixture(progress, cleanUp);
  const starts: StartRecord[] = [];
  const probes: Probe[] = [];
  const memory: MemorySample[] = [];
  const traces: Traces = { changes: [], restarts: [], outages: [] };
  const starter = starterFor(fixture, starts);
  const courses = faultActionsFor(fixture, traces);
  const prober = startProber(fixture, seed, probes);
  cleanUp.add('the prober', prober.stop);

  for (const [index, burst] of plan.entries()) {
    const title = `burst ${index + 1} of ${plan.length}: ${burst.environmentFault ?? 'no environment fault'}`;
    await progress.step(title, async () => {
      const course =
        burst.environmentFault === undefined ? undefined : courses[burst.environmentFault];
      await course?.prepare();
      for (const { name } of ordersOf(burst)) prober.know(executionArnOf(fixture, name));
      await runBurst(burst, course, starter, prober);
      await waitUntilSettled(fixture);
      memory.push(...(await sampleMemory(fixture, starts.length)));
    });
  }
  await prober.stop();
  if (rests) {
    await progress.step('waiting until idle functions end', () => rest(fixture));
    memory.push(...(await sampleMemory(fixture, starts.length, true)));
  }
  const names = starts.map(({ name }) => name);
  const ends = await progress.step('reading the status of each execution', () =>
    endsOf(fixture, names),
  );
  const reasons = await reasonsOf(fixture, ends);
  const rows = await rowsOf(fixture);
  const { stored, met, retried } = fixture.control;
  return { starts, ends, reasons, rows, stored, met, retried, ...traces, probes, memory };
}

async function runBurst(
  { environmentFault, before, during, after }: Burst,
  course: FaultAction | undefined,
  starter: Starter,
  prober: Prober,
): Promise<void> {
  await starter.start(before, environmentFault);
  // Half of them start before the fault begins, half while it lasts.
  const half = Math.floor(during.length / 2);
  await Promise.all([course?.begin(), starter.start(during.slice(0, half), environmentFault)]);
  await Promise.all([prober.wholeRound(), starter.start(during.slice(half), environmentFault)]);
  await Promise.all([course?.end(), starter.start(after, environmentFault)]);
}
