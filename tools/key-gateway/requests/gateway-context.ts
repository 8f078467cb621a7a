import type { Roots } from '../emulator-state/admin-clients.ts';
import type { Material } from '../emulator-state/emulator-state.ts';
import type { Clock } from '../emulator-state/state-cache.ts';
import type { Changes } from '../emulator-state/state-changes.ts';
import type { Recorder } from '../events/recorded-call.ts';
import type { Upstream } from '../http/upstream.ts';
import type { Accounts } from '../kms/seen-accounts.ts';
import type { Activities } from '../states/activities.ts';
import type { DataKeys } from '../states/data-keys.ts';
import type { View } from '../states/encrypted-target.ts';
import type { SyncExecutions } from '../states/express-executions.ts';
import type { KnownMachines } from '../states/known-machines.ts';

/** What serving a request takes. */
export type Desk = {
  readonly upstream: Upstream;
  readonly roots: Roots;
  readonly material: Material;
  readonly changes: Changes;
  readonly accounts: Accounts;
  readonly activities: Activities;
  readonly dataKeys: DataKeys;
  readonly machines: KnownMachines;
  readonly express: SyncExecutions;
  /** Told of every execution that is started, and what it was started under where that is certain. */
  readonly started: (machineArn: string, executionArn: string, under?: View) => void;
  readonly record: Recorder;
  /** Milliseconds that only go forward. */
  readonly clock: Clock;
  readonly now: () => Date;
  /** Takes a line about what went wrong, without any data of a request. */
  readonly log: (line: string) => void;
};
