import type { SessionStore } from './caller/session-store.ts';
import type { AdminClients } from './emulator-state/admin-clients.ts';
import type { DeclaredStateMachines } from './emulator-state/declared-state-machine.ts';
import type { EmulatorState } from './emulator-state/emulator-state.ts';
import type { EncryptionRecords } from './emulator-state/encryption-records.ts';
import type { StackOperations } from './emulator-state/stack-operations.ts';
import type { Clock } from './emulator-state/state-cache.ts';
import type { Changes } from './emulator-state/state-changes.ts';
import type { Recorder } from './events/recorded-call.ts';
import type { Upstream } from './http/upstream.ts';
import type { SeenAccounts } from './kms/seen-accounts.ts';
import type { Activities } from './states/activities.ts';
import type { DataKeys } from './states/data-keys.ts';
import type { EncryptedTarget } from './states/encrypted-target.ts';
import type { KnownStateMachines } from './states/known-state-machines.ts';
import type { StackKeys } from './states/newest-encryption.ts';
import type { SyncExecutions } from './states/sync-executions.ts';
import type { UndeliveredTasks } from './states/undelivered-tasks.ts';

/** Everything that handling a request needs. */
export type GatewayContext = {
  readonly upstream: Upstream;
  /** Clients that read the emulator as the root user of an account. */
  readonly adminClients: AdminClients;
  /** What decisions are made from. */
  readonly state: EmulatorState;
  /** What the templates of stacks declare. */
  readonly declaredStateMachines: DeclaredStateMachines;
  readonly encryptionRecords: EncryptionRecords;
  readonly stackKeys: StackKeys;
  readonly changes: Changes;
  readonly stacks: StackOperations;
  readonly seenAccounts: SeenAccounts;
  readonly sessions: SessionStore;
  readonly activities: Activities;
  readonly dataKeys: DataKeys;
  readonly knownStateMachines: KnownStateMachines;
  readonly syncExecutions: SyncExecutions;
  readonly undeliveredTasks: UndeliveredTasks;
  /** Takes each execution that was started, and its target where that is certain. */
  readonly executionStarted: (
    stateMachineArn: string,
    executionArn: string,
    target?: EncryptedTarget,
  ) => void;
  /** Records a call to KMS. */
  readonly record: Recorder;
  /** Milliseconds that only go forward. */
  readonly clock: Clock;
  readonly now: () => Date;
  /** Takes a line about an error, without any data of a request. */
  readonly log: (line: string) => void;
};
