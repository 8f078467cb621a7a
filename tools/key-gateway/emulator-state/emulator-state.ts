import {
  type Caller,
  type KmsKey,
  type PartialKnowledge,
  type PolicyDocument,
  parseArn,
  readCaller,
  readKey,
  readRole,
} from 'who-can-read';
import { identify } from '../caller/identify.ts';
import type { Identity, KnownIdentity } from '../caller/identity.ts';
import type { SessionStore } from '../caller/session-store.ts';
import { IncompleteStateError } from '../errors.ts';
import type { Credential } from '../http/credential.ts';
import type { SeenAccounts } from '../kms/seen-accounts.ts';
import type { AdminClients } from './admin-clients.ts';
import { readAliasVersions } from './read-alias.ts';
import { type ExecutionFacts, readExecution } from './read-execution.ts';
import { readMapParent } from './read-map-parent.ts';
import { readStateMachine, type StateMachineFacts } from './read-state-machine.ts';
import { type Clock, cached } from './state-cache.ts';
import type { Changes } from './state-changes.ts';

/** The account and the Region of a lookup: the emulator separates them. */
export type Scope = { readonly account: string; readonly region: string };

/** The present facts for decisions, from the emulator. Each method throws IncompleteStateError. */
export type EmulatorState = {
  identity(credential: Credential | undefined): Promise<Identity>;
  /** All policies that limit the caller in its account. */
  caller(identity: KnownIdentity): Promise<Caller>;
  /** A role as Step Functions assumes it. */
  role(arn: string, sessionName: string): Promise<Caller>;
  /** The trust policy of a role, by its ARN. */
  trust(roleArn: string): Promise<PolicyDocument>;
  /** A state machine by any ARN that DescribeStateMachine accepts. */
  stateMachine(scope: Scope, arn: string): Promise<StateMachineFacts>;
  /** The configuration with which an execution was started, by its ARN. */
  execution(scope: Scope, arn: string): Promise<ExecutionFacts>;
  /** The execution that a child execution of a distributed map belongs to; otherwise itself. */
  mapParent(scope: Scope, executionArn: string): Promise<string>;
  /** The versions that an alias of a state machine leads to, by their ARNs. */
  versionsOf(scope: Scope, aliasArn: string): Promise<readonly string[]>;
  /** A key by id, ARN, alias or alias ARN. */
  key(scope: Scope, keyId: string): Promise<KmsKey>;
};

type Sources = {
  adminClients: AdminClients;
  sessions: SessionStore;
  changes: Changes;
  clock: Clock;
  /** Takes the account of each caller. */
  seenAccounts: SeenAccounts;
};

/** Reads the facts from the emulator as the root user of the owning account. */
export function emulatorState({
  adminClients,
  sessions,
  changes,
  clock,
  seenAccounts,
}: Sources): EmulatorState {
  const identities = cached<Identity>(changes, clock);
  const callers = cached<Caller>(changes, clock);
  const trusts = cached<PolicyDocument>(changes, clock);
  const stateMachines = cached<StateMachineFacts>(changes, clock);
  const executions = cached<ExecutionFacts>(changes, clock);
  const parents = cached<string>(changes, clock);
  const aliases = cached<readonly string[]>(changes, clock);
  const keys = cached<KmsKey>(changes, clock);
  return {
    identity: (credential) =>
      identities(`${credential?.accessKeyId} ${credential?.region}`, async () => {
        const identity = await identify(credential, adminClients, sessions);
        seenAccounts.note(identity.account);
        return identity;
      }),
    caller: ({ accessKeyId, account, principal, facts }) =>
      callers(accessKeyId, async () =>
        requireComplete(await readCaller(adminClients.of(account, HOME).iam, principal, facts)),
      ),
    role: (arn, sessionName) =>
      callers(`${arn} ${sessionName}`, async () => {
        const { iam } = adminClients.of(parseArn(arn).account, HOME);
        return requireComplete(await readRole(iam, arn, { sessionName })).caller;
      }),
    trust: (arn) =>
      trusts(arn, async () => {
        const { iam } = adminClients.of(parseArn(arn).account, HOME);
        return requireComplete(await readRole(iam, arn)).trustPolicy;
      }),
    stateMachine: ({ account, region }, arn) =>
      stateMachines(`${account} ${region} ${arn}`, () =>
        readStateMachine(adminClients.of(account, region).sfn, arn),
      ),
    execution: ({ account, region }, arn) =>
      executions(`${account} ${region} ${arn}`, () =>
        readExecution(adminClients.of(account, region).sfn, arn),
      ),
    mapParent: ({ account, region }, arn) =>
      parents(`${account} ${region} ${arn}`, () =>
        readMapParent(adminClients.of(account, region).sfn, arn),
      ),
    versionsOf: ({ account, region }, aliasArn) =>
      aliases(`${account} ${region} ${aliasArn}`, () =>
        readAliasVersions(adminClients.of(account, region).sfn, aliasArn),
      ),
    key: (scope, keyId) => {
      const { account, region } = keyId.startsWith('arn:') ? parseArn(keyId) : scope;
      return keys(`${account} ${region} ${keyId}`, async () =>
        requireComplete(await readKey(adminClients.of(account, region).kms, bareId(keyId))),
      );
    },
  };
}

/** With the id alone, the owner gets a simple error for a key that does not exist. */
function bareId(keyId: string): string {
  return /^arn:[^:]+:kms:[^:]+:\d{12}:key\/(.+)$/.exec(keyId)?.[1] ?? keyId;
}

/** IAM has no regions. */
const HOME = 'us-east-1';

/** A decision needs all policies, so incomplete facts are an error. */
function requireComplete<T>(found: PartialKnowledge<T>): T {
  if (found.complete) return found.value;
  const unread = found.unread.map(({ what, code }) => `${what} (${code})`).join(', ');
  throw new IncompleteStateError(`The key gateway could not read ${unread}.`);
}
