import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isolated, LOCAL } from '../../local/aws/environment.ts';
import { startEmulator } from '../../local/emulator/emulator.ts';
import { PATHS } from '../../local/paths.ts';
import { quietProgress } from '../../local/progress.ts';
import { prepareTools } from '../../local/tools/tools.ts';
import type { Bench } from '../figure.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { burst } from './burst.ts';
import { gatewayChild } from './child.ts';
import { figuresOf, NAMES, REQUESTS } from './figures.ts';
import { growth } from './growth.ts';
import { latencies } from './latency.ts';
import { setting } from './setting.ts';
import { decided, passedOn } from './shots.ts';

const ROUNDS = 1000;
const BURST = 500;
const BURSTS = 5;

/** What the key gateway costs, beside the emulator without it, in the same run. */
export const gateway: Bench = {
  name: 'gateway',
  title:
    'The key gateway before the emulator, beside the emulator alone. Requests one at a time, in turn to both; bursts of 500 executions with one state.',
  figures: Object.values(NAMES),
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
      const { machineArn, executionArn } = await setting(emulator.url);
      const both = [emulator.url, child.url] as const;

      progress('requests, one at a time');
      const passed = await latencies(both, passedOn(), ROUNDS);
      const keyDecides = await latencies(both, decided(executionArn), ROUNDS);
      const rates: [number, number][] = [];
      for (let round = 0; round < BURSTS; round += 1) {
        progress(`bursts: ${round + 1} of ${BURSTS}`);
        const without = await burst(emulator.url, machineArn, BURST);
        rates.push([without, await burst(child.url, machineArn, BURST)]);
      }
      progress(`memory after ${REQUESTS} requests`);
      const memory = await growth(child, decided(executionArn), REQUESTS);
      return figuresOf({ passed, decided: keyDecides, rates, memory });
    }),
};
