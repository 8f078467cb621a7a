import type { CleanUp } from '../../local/process/clean-up.ts';
import type { Progress } from '../../local/progress.ts';
import { endsOf, executionArnOf, rowsOf } from './drive/final.ts';
import { sampleMemory } from './drive/memory.ts';
import { startProber } from './drive/prober.ts';
import { settle } from './drive/settle.ts';
import { starterFor } from './drive/start.ts';
import { coursesOn, type Traces } from './drive/upsets.ts';
import type { MemorySample, Probe, Records, StartRecord } from './judge/records.ts';
import { type Burst, ordersOf } from './plan/plan.ts';
import { setStage } from './stage/stage.ts';

/**
 * Carries a plan out on a stage of its own, burst after burst, with a prober asking all along.
 *
 * @param seed of what the prober asks for.
 * @returns all that was seen, to be judged.
 */
export async function endure(
  plan: readonly Burst[],
  seed: number,
  progress: Progress,
  cleanUp: CleanUp,
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
    const { upset } = burst;
    const course = upset === undefined ? undefined : courses[upset];
    await progress.step(
      `burst ${index + 1} of ${plan.length}: ${upset ?? 'no upset'}`,
      async () => {
        await course?.prepare();
        for (const { name } of ordersOf(burst)) prober.know(executionArnOf(stage, name));
        await starter.start(burst.before, upset);
        await Promise.all([course?.begin(), starter.start(burst.during, upset)]);
        await Promise.all([course?.end(), starter.start(burst.after, upset)]);
        await settle(stage);
      },
    );
    memory.push(...(await sampleMemory(stage, starts.length)));
  }
  await prober.stop();
  const ends = await endsOf(
    stage,
    starts.map(({ name }) => name),
  );
  const stored = stage.desk.stored.map(({ executionArn, at }) => ({
    executionName: executionArn.split(':').at(-1) ?? '',
    at,
  }));
  const rows = await rowsOf(stage);
  return { starts, ends, rows, stored, met: stage.desk.met, ...traces, probes, memory };
}
