import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseArn } from 'who-can-read';
import { background } from './background.ts';
import { sessionStore } from './caller/session-store.ts';
import { type AdminClients, adminClients } from './emulator-state/admin-clients.ts';
import {
  type DeclaredStateMachine,
  type DeclaredStateMachines,
  declaredStateMachines,
} from './emulator-state/declared-state-machine.ts';
import { emulatorState } from './emulator-state/emulator-state.ts';
import { encryptionRecords } from './emulator-state/encryption-records.ts';
import { stackOperations } from './emulator-state/stack-operations.ts';
import { type Clock, cached } from './emulator-state/state-cache.ts';
import { type Changes, changes } from './emulator-state/state-changes.ts';
import { eventLog } from './events/event-file.ts';
import type { KmsEvent } from './events/kms-event.ts';
import type { GatewayContext } from './gateway-context.ts';
import { upstreamAt } from './http/upstream.ts';
import { seenAccounts } from './kms/seen-accounts.ts';
import { handleRequest } from './pipeline.ts';
import { FILES, writeState } from './state-file.ts';
import { activities } from './states/activities.ts';
import { dataKeys } from './states/data-keys.ts';
import { knownStateMachines } from './states/known-state-machines.ts';
import { targetsOfExecution } from './states/load-targets.ts';
import { stackKeys } from './states/newest-encryption.ts';
import { noteStacks } from './states/note-stacks.ts';
import { syncExecutions } from './states/sync-executions.ts';
import { undeliveredTasks } from './states/undelivered-tasks.ts';
import { TIMEOUT } from './timeouts.ts';

/** How a gateway is started. */
export type GatewayOptions = {
  /** URL of the emulator: `http://127.0.0.1:4566`. */
  readonly upstream: string;
  /** Folder for the gateway's files: KMS events, sessions, where to find it. */
  readonly folder: string;
  /** 0, or left out: any free port. */
  readonly port?: number;
  /** Interface to listen on; 127.0.0.1 if left out. */
  readonly host?: string;
  /** Milliseconds that only go forward; the system's own if left out. */
  readonly clock?: () => number;
  /** Takes a line about an error, without any data of a request. */
  readonly log?: (line: string) => void;
};

/** A running gateway. */
export type Gateway = {
  readonly url: string;
  readonly port: number;
  /** The newest calls to KMS, as CloudTrail would show them. */
  events(): readonly KmsEvent[];
  /**
   * A number that rises with each change of policies, keys and identities that passes the gateway, so
   * that a reader can keep what it has read while the number stays. Undefined while a change is under
   * way.
   */
  accessVersion(): number | undefined;
  /**
   * The key that an execution was started with, as an ARN, an id or an alias; undefined for an AWS owned
   * key.
   *
   * @throws the errors of Step Functions, such as ExecutionDoesNotExist.
   */
  keyOfExecution(executionArn: string): Promise<string | undefined>;
  /** Whether the emulator answered when the gateway last sent it a request. */
  isUpstreamUp(): boolean;
  /** Ends it at once, open connections included. */
  stop(): Promise<void>;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
};

const MAX_HEADER_BYTES = 64 * 1024;
const DECLARED_AGE_MS = 30_000;
const CHECK_CONNECTIONS_MS = 5000;

/**
 * Starts the key gateway before an emulator of AWS.
 *
 * @throws the system's error when it cannot listen there.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const { log = () => {}, clock = () => performance.now(), folder } = options;
  const upstream = upstreamAt(options.upstream, log);
  const now = () => new Date();
  const events = eventLog(join(folder, FILES.events), now, log);
  const known = changes();
  const admin = adminClients(options.upstream);
  const accounts = seenAccounts();
  const sessions = sessionStore(join(folder, FILES.sessions));
  const stacks = stackOperations(admin, known, clock, (scope) => noteStacks(scope, context));
  const context: GatewayContext = {
    ...{ upstream, sessions, stacks, clock, now, log },
    adminClients: admin,
    changes: known,
    state: emulatorState({
      ...{ sessions, clock },
      adminClients: admin,
      changes: known,
      seenAccounts: accounts,
    }),
    declaredStateMachines: cachedDeclared(admin, known, clock),
    encryptionRecords: encryptionRecords(join(folder, FILES.encryption)),
    stackKeys: stackKeys(),
    seenAccounts: accounts,
    activities: activities(join(folder, FILES.activities)),
    dataKeys: dataKeys(clock),
    knownStateMachines: knownStateMachines(),
    syncExecutions: syncExecutions(),
    undeliveredTasks: undeliveredTasks(),
    executionStarted: (...execution) => rounds.started(...execution),
    record: events.record,
  };
  const rounds = background(context);
  const { server, url, port } = await listen(options, context);
  await writeState(folder, {
    url,
    pid: process.pid,
    startedAt: now().toISOString(),
    events: join(folder, FILES.events),
  });
  const ended = once(server, 'close').then(() => undefined);
  return {
    url,
    port,
    ended,
    events: events.events,
    async keyOfExecution(executionArn) {
      const [target] = await targetsOfExecution(context, parseArn(executionArn), executionArn);
      return target?.kmsKeyId;
    },
    isUpstreamUp: upstream.isUp,
    accessVersion: () => (known.settled() ? known.version() : undefined),
    async stop() {
      stacks.stop();
      context.undeliveredTasks.stop();
      await rounds.stop();
      server.close();
      server.closeAllConnections();
      await ended;
      upstream.agent.destroy();
      admin.destroy();
      await events.close();
    },
  };
}

/** A template changes by CloudFormation only, and the gateway sees that. */
function cachedDeclared(admin: AdminClients, known: Changes, clock: Clock): DeclaredStateMachines {
  const read = declaredStateMachines(admin);
  const stateMachines = cached<DeclaredStateMachine | undefined>(known, clock, DECLARED_AGE_MS);
  return (scope, arn) =>
    stateMachines(`${scope.account} ${scope.region} ${arn}`, () => read(scope, arn));
}

async function listen(options: GatewayOptions, context: GatewayContext) {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: TIMEOUT.clientHeaders,
    requestTimeout: TIMEOUT.clientRequest,
    connectionsCheckingInterval: CHECK_CONNECTIONS_MS,
    keepAliveTimeout: TIMEOUT.clientIdle,
    noDelay: true,
  });
  const onRequest = (incoming: IncomingMessage, response: ServerResponse): void => {
    handleRequest(incoming, response, context).catch((error: unknown) => {
      context.log(`A request failed: ${error instanceof Error ? error.name : typeof error}`);
      response.destroy();
    });
  };
  server.on('request', onRequest);
  server.on('checkContinue', onRequest);
  server.on('checkExpectation', onRequest);
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { server, port: address.port, url: `http://${host}:${address.port}` };
}
