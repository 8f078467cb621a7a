import { SFNClient } from '@aws-sdk/client-sfn';
import { LOCAL, rootOf } from '../../local/aws/environment.ts';
import type { GatewayChild } from '../gateway/child.ts';
import { type Crowd, crowd } from './crowd.ts';
import { CROWDS, type Crowds } from './figures.ts';
import { type Memory, memoryNow, peakDuring } from './memory.ts';
import type { Stage } from './stage.ts';

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
  const settings = {
    region: LOCAL.region,
    credentials: rootOf(LOCAL.account),
    maxAttempts: 1,
    // The SDK's own fifty connections are what a user has; that others wait for one is meant.
    requestHandler: { socketAcquisitionWarningTimeout: 600_000 },
  };
  const without = new SFNClient({ ...settings, endpoint: emulator.url });
  const with_ = new SFNClient({ ...settings, endpoint: gateway.url });
  const look = (): Promise<Memory> => memoryNow({ gateway: gateway.pid, emulator: emulator.pid });
  const settled = async (): Promise<Memory> => {
    await gateway.memory();
    return look();
  };

  const before = await settled();
  const crowds: Crowds[] = [];
  const peak = await peakDuring(look, async () => {
    progress('warming up');
    for (const client of [without, with_]) await crowd(client, machine, WARM_UP);
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
