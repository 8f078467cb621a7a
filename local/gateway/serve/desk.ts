import type { Recorder } from '../events/recorded-call.ts';
import type { Accounts } from '../kms/accounts.ts';
import type { Clock } from '../material/cache.ts';
import type { Changes } from '../material/changes.ts';
import type { Roots } from '../material/clients.ts';
import type { Material } from '../material/material.ts';
import type { Upstream } from '../proxy/upstream.ts';
import type { Activities } from '../states/activities.ts';
import type { DataKeys } from '../states/data-keys.ts';
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
  /** Told of every execution that is started, by the ARNs of its state machine and its own. */
  readonly started: (machineArn: string, executionArn: string) => void;
  readonly record: Recorder;
  /** Milliseconds that only go forward. */
  readonly clock: Clock;
  readonly now: () => Date;
  /** Takes a line about what went wrong, without any data of a request. */
  readonly log: (line: string) => void;
};
