import type { Recorder } from '../events/recorded-call.ts';
import type { Accounts } from '../kms/accounts.ts';
import type { Clock } from '../material/cache.ts';
import type { Changes } from '../material/changes.ts';
import type { Roots } from '../material/clients.ts';
import type { Material } from '../material/material.ts';
import type { Upstream } from '../proxy/upstream.ts';
import type { Activities } from '../states/activities.ts';
import type { DataKeys } from '../states/data-keys.ts';
import type { SyncExecutions } from '../states/express-executions.ts';
import type { KnownMachines } from '../states/known-machines.ts';
import type { View } from '../states/view.ts';

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
