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
import { gatewayBenchFixture } from './gateway-bench-fixture.ts';
import { metricsOf, NAMES, REQUESTS } from './gateway-metrics.ts';
import { growth } from './growth.ts';
import { latencies } from './latency.ts';
import { decided, passedOn } from './requests.ts';
import { gatewayChild } from './start-gateway-process.ts';

const ROUNDS = 1000;
const BURST = 500;
/** During the first bursts, Node.js compiles the gateway's code. */
const FIRST_BURSTS = 2;
const BURSTS = 12;

/** Compares the emulator with the key gateway and without it, in the same run. */
export const gateway: Bench = {
  name: 'gateway',
  title:
    'The key gateway in front of the emulator, compared with the emulator alone. Requests one at a time, in turn to both; bursts of 500 executions with one state, after two bursts to warm up.',
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
      const { stateMachineArn, executionArn } = await gatewayBenchFixture(emulator.url);
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
      return metricsOf({ passed, decided: keyDecides, rates, memory });
    }),
};

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
