import { readFile } from 'node:fs/promises';
import { rootOf } from 'helpers/root-credentials';
import { clients } from 'local-aws/aws/clients';
import { LOCAL } from 'local-aws/aws/environment';
import { LOGGED_BYTES, REUSE_SECONDS } from '../cost/assumptions.ts';
import { gatewayChild } from '../gateway/start-gateway-process.ts';
import type { Bench, Metric } from '../metric.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { kmsCalls } from './data-keys.ts';
import { measureConcurrency } from './measure-concurrency.ts';
import { type OneTrade, oneTrade } from './one-trade.ts';
import { leastTransitions } from './transitions.ts';
import { startWorkflowBenchFixture } from './workflow-bench-fixture.ts';
import {
  concurrencyMetrics,
  kmsMetrics,
  loggedMetrics,
  memoryMetrics,
  NAMES,
  successMetric,
  TRADES,
  transitionMetrics,
} from './workflow-metrics.ts';

const DEFINITION = new URL('../../../statemachine/stock-trading.asl.json', import.meta.url);

/** Measures executions on the local stack, and their use of Step Functions, KMS and the logs. */
export const workflow: Bench = {
  name: 'workflow',
  title:
    'Executions of the deployed workflow on the local stack, with the gateway and in turn without it: speed, state transitions, KMS calls and log bytes.',
  metrics: NAMES,
  measure: (progress) =>
    withCleanUp(async (cleanUp) => {
      progress('deploying');
      const deployed = await startWorkflowBenchFixture(cleanUp);
      const { emulator, outputs, endpoint, folderFor } = deployed;
      const gateway = await gatewayChild(emulator.url, folderFor('gateway-alone'));
      cleanUp.add('the gateway alone', gateway.stop);
      const root = rootOf(LOCAL.account);
      const through = clients({ ...endpoint, url: gateway.url }, root);
      const behind = clients(endpoint, root);

      progress('one trade of each kind');
      const transitions: number[] = [];
      const logged: OneTrade['loggedBytes'][] = [];
      for (const { stockPrice } of TRADES) {
        const one = await oneTrade(through, behind, outputs, stockPrice);
        transitions.push(one.transitions);
        logged.push(one.loggedBytes);
      }
      const { concurrent, memory } = await measureConcurrency(deployed, gateway, progress);
      await gateway.stop();
      const ofKms: Metric[] = [];
      for (const seconds of REUSE_SECONDS) {
        progress(`half an hour with data keys reused for ${seconds} s`);
        ofKms.push(...kmsMetrics(seconds, await kmsCalls(deployed, seconds)));
      }
      const least = leastTransitions(JSON.parse(await readFile(DEFINITION, 'utf8')));
      return [
        ...concurrent.flatMap(concurrencyMetrics),
        successMetric(concurrent),
        ...memoryMetrics(memory),
        ...transitionMetrics(transitions, least),
        ...loggedMetrics(logged, LOGGED_BYTES),
        ...ofKms,
      ];
    }),
};
