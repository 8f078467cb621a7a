import { SFNClient } from '@aws-sdk/client-sfn';
import { clientDeadlines } from 'helpers/client-deadlines';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import type { GatewayChild } from '../gateway/start-gateway-process.ts';
import {
  type ConcurrentExecutions,
  concurrentExecutions,
  type Target,
} from './concurrent-executions.ts';
import { type Memory, memoryNow, peakDuring } from './memory.ts';
import type { WorkflowBenchFixture } from './workflow-bench-fixture.ts';
import { type ConcurrencyResults, SIZES } from './workflow-metrics.ts';

/** The first executions start the processes that run the functions. */
const WARM_UP = 100;

/** The results and the memory of concurrent executions. */
export type Measured = {
  concurrent: readonly ConcurrencyResults[];
  memory: { before: Memory; peak: Memory; after: Memory };
};

/** Runs executions of every concurrency without the gateway and with it, in turn. */
export async function measureConcurrency(
  { emulator, outputs }: WorkflowBenchFixture,
  gateway: GatewayChild,
  progress: (line: string) => void,
): Promise<Measured> {
  const stateMachine = outputs.StockTradingStateMachineArn;
  const without = targetOf(emulator.url);
  const with_ = targetOf(gateway.url);
  const look = (): Promise<Memory> => memoryNow({ gateway: gateway.pid, emulator: emulator.pid });
  const settled = async (): Promise<Memory> => {
    await gateway.memory();
    return look();
  };

  const before = await settled();
  const concurrent: ConcurrencyResults[] = [];
  const peak = await peakDuring(look, async () => {
    progress('warming up');
    for (const target of [without, with_])
      await concurrentExecutions(target, stateMachine, WARM_UP);
    for (const { atOnce, rounds } of SIZES) {
      const alone: ConcurrentExecutions[] = [];
      const withGateway: ConcurrentExecutions[] = [];
      for (let round = 0; round < rounds; round += 1) {
        progress(`${atOnce} at once: ${round + 1} of ${rounds}`);
        alone.push(await concurrentExecutions(without, stateMachine, atOnce));
        withGateway.push(await concurrentExecutions(with_, stateMachine, atOnce));
      }
      concurrent.push({ atOnce, without: alone, with: withGateway });
    }
  });
  return { concurrent, memory: { before, peak, after: await settled() } };
}

/** A start waits for a connection and for an answer. */
const LONG_WAIT_MS = 600_000;

function targetOf(endpoint: string): Target {
  const credentials = rootOf(LOCAL.account);
  const settings = { region: LOCAL.region, credentials, endpoint };
  // A user has the fifty connections of the SDK, so other starts wait on purpose.
  const waits = { socketAcquisitionWarningTimeout: LONG_WAIT_MS };
  const requestHandler = { ...clientDeadlines({ request: LONG_WAIT_MS }), ...waits };
  return {
    starts: new SFNClient({ ...settings, requestHandler, maxAttempts: 1 }),
    looks: new SFNClient({ ...settings, requestHandler: clientDeadlines() }),
  };
}
