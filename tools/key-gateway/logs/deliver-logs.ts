import { createHash } from 'node:crypto';
import { type LoggingFacts, parseArn } from 'who-can-read';
import { roleSessionName } from '../caller/role-session.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { encryptionsOfStateMachine } from '../states/effective-encryption.ts';
import { DEFAULT_REUSE_SECONDS } from '../states/encrypted-target.ts';
import type { KnownStateMachine } from '../states/known-state-machines.ts';
import { roleActor } from '../states/record-calls.ts';
import { mayDeliver, type Permission } from './delivery-permission.ts';
import type { FollowedExecutions } from './followed-executions.ts';
import { isLogged } from './log-level.ts';
import { logLine } from './log-line.ts';
import { newEvents } from './new-events.ts';
import { type LogEntry, putLines, streamName } from './put-events.ts';

/** Number of executions in one round, so that log delivery does not slow down executions. */
const AT_ONCE = 25;

/**
 * Delivers new events of the executions of a state machine to its log groups. Events that policies
 * deny are never delivered later. The execution continues without its log.
 *
 * @throws the errors of the emulator; IncompleteStateError.
 */
export async function deliverLogs(
  stateMachine: KnownStateMachine,
  logging: LoggingFacts,
  followed: FollowedExecutions,
  context: GatewayContext,
): Promise<void> {
  const { adminClients, clock } = context;
  const due = followed.due(clock(), AT_ONCE);
  if (due.length === 0) return;
  const { sfn, logs } = adminClients.of(stateMachine.account, stateMachine.region);
  const entries: LogEntry[] = [];
  const seen: (() => void)[] = [];
  for (const execution of due) {
    const { executionArn, lastId } = execution;
    const { events, over } = await newEvents(sfn, executionArn, lastId).catch(gone);
    for (const event of events.filter(({ type = '' }) => isLogged(logging.level, type))) {
      const message = logLine(event, executionArn, logging.includeExecutionData);
      entries.push({ timestamp: event.timestamp?.getTime() ?? 0, message });
    }
    const latest = events.at(-1)?.id ?? lastId;
    seen.push(() => followed.seen(execution, clock(), latest, over));
  }
  if (entries.length > 0) {
    if (await isAllowed(stateMachine, context))
      await write(stateMachine, logging, entries, context, logs);
  }
  for (const note of seen) note();
}

type Logs = Parameters<typeof putLines>[0];

async function write(
  { arn }: KnownStateMachine,
  { logGroupArns }: LoggingFacts,
  entries: readonly LogEntry[],
  { now }: GatewayContext,
  logs: Logs,
): Promise<void> {
  const id = createHash('sha256').update(arn).digest('hex').slice(0, 8);
  for (const group of logGroupArns) {
    const name = parseArn(group).resource.replace(/^log-group:/, '');
    await putLines(logs, name, streamName(arn, now(), id), entries);
  }
}

/** Decides on each key that can apply, and records the necessary calls to KMS. */
async function isAllowed(
  stateMachine: KnownStateMachine,
  context: GatewayContext,
): Promise<boolean> {
  const { state, now } = context;
  const { arn } = stateMachine;
  const facts = await state.stateMachine(stateMachine, arn);
  const role = await state.role(facts.roleArn, roleSessionName(arn));
  for (const encryption of await encryptionsOfStateMachine(stateMachine, arn, facts, context)) {
    const { kmsKeyId, dataKeyReusePeriodSeconds = DEFAULT_REUSE_SECONDS } = encryption;
    const key = kmsKeyId === undefined ? undefined : await state.key(stateMachine, kmsKeyId);
    const permission = mayDeliver({
      stateMachineArn: arn,
      role,
      roleActor: roleActor(facts.roleArn, arn, role),
      at: now(),
      ...(key ? { key } : {}),
    });
    recordDelivery(arn, permission, dataKeyReusePeriodSeconds, context);
    if (!permission.allowed) return false;
  }
  return true;
}

function recordDelivery(
  arn: string,
  { calls }: Permission,
  reuseSeconds: number,
  { dataKeys, record }: GatewayContext,
): void {
  const forLogs = `logs of ${arn}`;
  for (const call of calls) {
    const generates = call.operation === 'GenerateDataKey' && !call.error;
    if (generates && dataKeys.isLive(forLogs, call.keyArn)) continue;
    if (generates) dataKeys.generated(forLogs, call.keyArn, reuseSeconds);
    record(call);
  }
}

/** An execution that was deleted with its state machine has no more events. */
function gone(error: unknown): { events: []; over: true } {
  if (error instanceof Error && error.name === 'ExecutionDoesNotExist')
    return { events: [], over: true };
  throw error;
}
