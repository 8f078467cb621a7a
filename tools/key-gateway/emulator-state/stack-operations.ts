import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { AdminClients } from './admin-clients.ts';
import type { Scope } from './emulator-state.ts';
import type { Changes } from './state-changes.ts';

const EVERY_MS = 250;
const LONGEST_MS = 10 * 60_000;

/** A stack in review has a change set that is not executed yet. */
const WORKING = /^(?!REVIEW_).*_IN_PROGRESS$/;

/** Tracks the work of CloudFormation, which continues after its request. */
export type StackOperations = {
  /** A request in this account and Region can have started work of CloudFormation. */
  begun(account: string, region: string): void;
  /** Waits for the notes about earlier work, before the next request can change the stacks. */
  noteEarlier(account: string, region: string): Promise<void>;
  stop(): void;
};

/**
 * While CloudFormation works on a stack of an account, no facts are cached.
 *
 * @param now milliseconds that only go forward.
 * @param note records what the stacks declare, when CloudFormation has finished. It never rejects.
 */
export function stackOperations(
  adminClients: AdminClients,
  changes: Changes,
  now: () => number,
  note: (scope: Scope) => Promise<void>,
): StackOperations {
  const watching = new Set<string>();
  const abort = new AbortController();
  const watch = async (account: string, region: string): Promise<void> => {
    const end = now() + LONGEST_MS;
    do {
      await sleep(EVERY_MS, undefined, { signal: abort.signal });
    } while (now() < end && (await isWorking(adminClients, account, region)));
    await note({ account, region });
  };
  return {
    begun(account, region) {
      const name = `${account} ${region}`;
      if (watching.has(name) || abort.signal.aborted) return;
      watching.add(name);
      const work = watch(account, region).finally(() => watching.delete(name));
      changes.invalidateWhile(work);
    },
    async noteEarlier(account, region) {
      if (watching.has(`${account} ${region}`)) await note({ account, region });
    },
    stop: () => abort.abort(),
  };
}

/** An emulator that does not answer can be working. */
async function isWorking(
  adminClients: AdminClients,
  account: string,
  region: string,
): Promise<boolean> {
  try {
    const { Stacks = [] } = await adminClients
      .of(account, region)
      .cloudFormation.send(new DescribeStacksCommand({}));
    return Stacks.some(({ StackStatus = '' }) => WORKING.test(StackStatus));
  } catch {
    return true;
  }
}
