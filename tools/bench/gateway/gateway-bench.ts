import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { quietProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { isolated, LOCAL } from 'local-aws/aws/environment';
import { startEmulator } from 'local-aws/emulator/emulator';
import { prepareTools } from 'local-aws/tools/tools';
import type { Bench } from '../metric.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { burst } from './burst.ts';
import { readsASecond } from './denied-reads.ts';
import { gatewayBenchFixture } from './gateway-bench-fixture.ts';
import { metricsOf, NAMES, REQUESTS } from './gateway-metrics.ts';
import { growth } from './growth.ts';
import { type BenchRequest, latencies } from './latency.ts';
import { decided, passedOn } from './requests.ts';
import { gatewayChild } from './start-gateway-process.ts';

const ROUNDS = 1000;
const BURST = 500;
/** During the first bursts, Node.js compiles the gateway's code. */
const FIRST_BURSTS = 2;
const BURSTS = 12;
/** 10,000 denied reads in all. */
const READS = 1000;
const READ_TURNS = 10;

/** Compares the emulator with the key gateway and without it, in the same run. */
export const gateway: Bench = {
  name: 'gateway',
  title:
    'The key gateway in front of the emulator, compared with the emulator alone. Requests one at a time, in turn to both; bursts of 500 executions with one state, after two bursts to warm up; 10,000 reads that the gateway denies.',
  metrics: Object.values(NAMES),
  measure: (progress) =>
    withCleanUp(async (cleanUp) => {
      await mkdir(PATHS.local, { recursive: true });
      const folder = await mkdtemp(join(PATHS.local, `run-${process.pid}-`));
      cleanUp.add('temporary files', () => rm(folder, { recursive: true, force: true }));
      const env = isolated(process.env, folder);
      const { python } = await prepareTools(env, quietProgress, cleanUp.signal);
      const emulator = await startEmulator({ python, env, folder, region: LOCAL.region });
      cleanUp.add('the emulator', emulator.stop);
      const child = await gatewayChild(emulator.url, join(folder, 'gateway'));
      cleanUp.add('the gateway', child.stop);
      const { stateMachineArn, executionArn, denyReads } = await gatewayBenchFixture(emulator.url);
      const both = [emulator.url, child.url] as const;

      progress('requests, one at a time');
      const passed = await latencies(both, passedOn(), ROUNDS);
      const keyDecides = await latencies(both, decided(executionArn), ROUNDS);
      progress('bursts to warm up');
      for (let round = 0; round < FIRST_BURSTS; round += 1) {
        for (const url of both) await burst(url, stateMachineArn, BURST);
      }
      const rates: (readonly [without: number, with_: number])[] = [];
      for (let round = 0; round < BURSTS; round += 1) {
        progress(`bursts: ${round + 1} of ${BURSTS}`);
        rates.push(await burstsInTurn(both, stateMachineArn, round % 2 === 0));
      }
      progress(`memory after ${REQUESTS} requests`);
      const memory = await growth(child, decided(executionArn), REQUESTS);
      await denyReads(child.url);
      const deniedReads: (readonly [without: number, with_: number])[] = [];
      for (let turn = -1; turn < READ_TURNS; turn += 1) {
        progress(`denied reads: ${turn + 1} of ${READ_TURNS}`);
        const pair = await readsInTurn(both, decided(executionArn), turn % 2 === 0);
        if (turn >= 0) deniedReads.push(pair);
      }
      return metricsOf({ passed, decided: keyDecides, rates, deniedReads, memory });
    }),
};

/** The same reads both ways, in either order. The emulator alone answers them with 200. */
async function readsInTurn(
  [without, through]: readonly [string, string],
  read: BenchRequest,
  withoutFirst: boolean,
): Promise<readonly [without: number, with_: number]> {
  const alone = () => readsASecond(without, read, READS, 200);
  const denied = () => readsASecond(through, read, READS, 400);
  if (withoutFirst) return [await alone(), await denied()];
  const second = await denied();
  return [await alone(), second];
}

/**
 * Once with and once without the gateway, in both orders, because the emulator slows down with each
 * execution that it keeps.
 */
async function burstsInTurn(
  [without, through]: readonly [string, string],
  stateMachineArn: string,
  withoutFirst: boolean,
): Promise<readonly [without: number, with_: number]> {
  const first = await burst(withoutFirst ? without : through, stateMachineArn, BURST);
  const second = await burst(withoutFirst ? through : without, stateMachineArn, BURST);
  return withoutFirst ? [first, second] : [second, first];
}
