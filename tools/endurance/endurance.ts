import type { CleanUp } from 'helpers/clean-up';
import type { Progress } from 'helpers/progress';
import { type Course, coursesOn, type Traces } from './drive/cause-faults.ts';
import { endsOf, executionArnOf, reasonsOf, rowsOf } from './drive/final-state.ts';
import { type Prober, startProber } from './drive/prober.ts';
import { rest, sampleMemory } from './drive/sample-memory.ts';
import { settle } from './drive/settle.ts';
import { type Starter, starterFor } from './drive/start-executions.ts';
import { setStage } from './fixture/endurance-fixture.ts';
import { type Burst, ordersOf } from './plan/plan.ts';
import type { MemorySample, Probe, Records, StartRecord } from './verdict/records.ts';

/**
 * Carries a plan out on a stage of its own, burst after burst, with a prober asking all along.
 *
 * @param seed of what the prober asks for.
 * @param rests whether to wait at the end until functions that nobody calls are gone.
 * @returns all that was seen, to be judged.
 */
export async function endure(
  plan: readonly Burst[],
  seed: number,
  progress: Progress,
  cleanUp: CleanUp,
  { rests }: { rests: boolean },
): Promise<Records> {
  const stage = await setStage(progress, cleanUp);
  const starts: StartRecord[] = [];
  const probes: Probe[] = [];
  const memory: MemorySample[] = [];
  const traces: Traces = { changes: [], restarts: [], outages: [] };
  const starter = starterFor(stage, starts);
  const courses = coursesOn(stage, traces);
  const prober = startProber(stage, seed, probes);
  cleanUp.add('the prober', prober.stop);

  for (const [index, burst] of plan.entries()) {
    const title = `burst ${index + 1} of ${plan.length}: ${burst.upset ?? 'no upset'}`;
    await progress.step(title, async () => {
      const course = burst.upset === undefined ? undefined : courses[burst.upset];
      await course?.prepare();
      for (const { name } of ordersOf(burst)) prober.know(executionArnOf(stage, name));
      await carryOut(burst, course, starter, prober);
      await settle(stage);
      memory.push(...(await sampleMemory(stage, starts.length)));
    });
  }
  await prober.stop();
  if (rests) {
    await progress.step('letting the emulator rest', () => rest(stage));
    memory.push(...(await sampleMemory(stage, starts.length, true)));
  }
  const names = starts.map(({ name }) => name);
  const ends = await progress.step('asking how each ended', () => endsOf(stage, names));
  const reasons = await reasonsOf(stage, ends);
  const rows = await rowsOf(stage);
  const { stored, met, retried } = stage.desk;
  return { starts, ends, reasons, rows, stored, met, retried, ...traces, probes, memory };
}

async function carryOut(
  { upset, before, during, after }: Burst,
  course: Course | undefined,
  starter: Starter,
  prober: Prober,
): Promise<void> {
  await starter.start(before, upset);
  // Half of them meet the beginning, half what has begun.
  const half = Math.floor(during.length / 2);
  await Promise.all([course?.begin(), starter.start(during.slice(0, half), upset)]);
  await Promise.all([prober.wholeRound(), starter.start(during.slice(half), upset)]);
  await Promise.all([course?.end(), starter.start(after, upset)]);
}
