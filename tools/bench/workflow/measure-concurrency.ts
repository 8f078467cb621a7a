import { SFNClient } from '@aws-sdk/client-sfn';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import type { GatewayChild } from '../gateway/start-gateway-process.ts';
import { type Crowd, crowd, type Door } from './concurrent-executions.ts';
import { type Memory, memoryNow, peakDuring } from './memory.ts';
import type { Stage } from './workflow-bench-fixture.ts';
import { CROWDS, type Crowds } from './workflow-metrics.ts';

/** The first executions start the processes that run the functions. */
const WARM_UP = 100;

/** What came of all crowds, and what memory they took. */
export type Measured = {
  crowds: readonly Crowds[];
  memory: { before: Memory; peak: Memory; after: Memory };
};

/** Lets crowds of every size go without the gateway and with it, in turn. */
export async function measureCrowds(
  { emulator, outputs }: Stage,
  gateway: GatewayChild,
  progress: (line: string) => void,
): Promise<Measured> {
  const machine = outputs.StockTradingStateMachineArn;
  const without = doorOf(emulator.url);
  const with_ = doorOf(gateway.url);
  const look = (): Promise<Memory> => memoryNow({ gateway: gateway.pid, emulator: emulator.pid });
  const settled = async (): Promise<Memory> => {
    await gateway.memory();
    return look();
  };

  const before = await settled();
  const crowds: Crowds[] = [];
  const peak = await peakDuring(look, async () => {
    progress('warming up');
    for (const door of [without, with_]) await crowd(door, machine, WARM_UP);
    for (const { atOnce, rounds } of CROWDS) {
      const alone: Crowd[] = [];
      const guarded: Crowd[] = [];
      for (let round = 0; round < rounds; round += 1) {
        progress(`${atOnce} at once: ${round + 1} of ${rounds}`);
        alone.push(await crowd(without, machine, atOnce));
        guarded.push(await crowd(with_, machine, atOnce));
      }
      crowds.push({ atOnce, without: alone, with: guarded });
    }
  });
  return { crowds, memory: { before, peak, after: await settled() } };
}

function doorOf(endpoint: string): Door {
  const settings = { region: LOCAL.region, credentials: rootOf(LOCAL.account), endpoint };
  // The fifty connections of the SDK are what a user has; that others wait for one is meant.
  const requestHandler = { socketAcquisitionWarningTimeout: 600_000 };
  return {
    starts: new SFNClient({ ...settings, requestHandler, maxAttempts: 1 }),
    looks: new SFNClient(settings),
  };
}
