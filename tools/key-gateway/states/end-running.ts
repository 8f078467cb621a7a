import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { partitionOf } from 'helpers/partition';
import type { Caller, StepFunctionsFailure } from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { authorizeTargets, type Call, denialOf, type TargetDecision } from './authorize.ts';
import type { EncryptedTarget } from './encrypted-target.ts';
import type { KnownStateMachine } from './known-state-machines.ts';
import { targetsOfExecution } from './load-targets.ts';
import { recordCalls } from './record-calls.ts';
import { runningOf } from './running-executions.ts';

/** The configuration of running executions, by their ARNs. It never changes. */
export type StartedUnder = Map<string, EncryptedTarget>;

/**
 * Ends running executions that can no longer use their key. If the key is disabled or pending
 * deletion, it ends them immediately. If the role has lost its access, it ends them at the next
 * data key. On AWS they fail. The emulator can only abort them, with the same error and cause.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 *
 * @param started is updated: it has the running executions only.
 * @returns ARNs of the executions that were running.
 * @throws the errors of the emulator; IncompleteStateError.
 */
export async function endRunning(
  stateMachine: KnownStateMachine,
  started: StartedUnder,
  context: GatewayContext,
): Promise<readonly string[]> {
  const { sfn } = context.adminClients.of(stateMachine.account, stateMachine.region);
  const running = await runningOf(sfn, stateMachine.arn);
  await bringUpToDate(stateMachine, running, started, context);
  for (const [target, executions] of grouped(started)) {
    const failure = await failureUnder(stateMachine, target, context);
    if (!failure) continue;
    const { name: error, message: cause } = failure;
    for (const executionArn of executions) {
      await sfn.send(new StopExecutionCommand({ executionArn, error, cause }));
    }
  }
  return running;
}

async function bringUpToDate(
  stateMachine: KnownStateMachine,
  running: readonly string[],
  started: StartedUnder,
  context: GatewayContext,
): Promise<void> {
  const still = new Set(running);
  for (const executionArn of started.keys()) {
    if (!still.has(executionArn)) started.delete(executionArn);
  }
  for (const executionArn of running) {
    if (started.has(executionArn)) continue;
    const [target, ...others] = await targetsOfExecution(context, stateMachine, executionArn);
    // The gateway does not end an execution whose key it does not know for certain.
    if (target && others.length === 0) started.set(executionArn, target);
  }
}

/** Executions with the same key and role have the same decision. */
function grouped(started: StartedUnder): Iterable<readonly [EncryptedTarget, readonly string[]]> {
  const groups = new Map<string, [EncryptedTarget, string[]]>();
  for (const [executionArn, target] of started) {
    if (target.kmsKeyId === undefined) continue;
    const name = `${target.kmsKeyId} ${target.roleArn}`;
    const group = groups.get(name) ?? [target, []];
    group[1].push(executionArn);
    groups.set(name, group);
  }
  return groups.values();
}

async function failureUnder(
  scope: KnownStateMachine,
  target: EncryptedTarget,
  context: GatewayContext,
): Promise<StepFunctionsFailure | undefined> {
  const { identity, caller } = asRoot(scope);
  const facts = { at: context.now(), sourceIp: '', userAgent: '', region: scope.region };
  const { type } = await context.state.stateMachine(scope, scope.arn);
  const call = { ...needsOf(type), scope, caller, facts };
  const targets = await authorizeTargets(call, [target], context.state);
  const denied = denialOf(targets);
  if (denied && isPutOff(denied, context)) return undefined;
  recordCalls({ targets, who: { identity, caller } }, context);
  return denied?.decision.error;
}

/** A data key in use outlives the role's access, but not the key. */
function isPutOff(
  { decision, target, key }: TargetDecision,
  { dataKeys }: GatewayContext,
): boolean {
  const byPolicy = decision.error?.name === 'KmsAccessDeniedException';
  return byPolicy && key !== undefined && dataKeys.isLive(target.arn, key.arn);
}

/** No principal calls here. The root user can call every operation, so the role alone decides. */
function asRoot({ account, region }: KnownStateMachine): {
  identity: KnownIdentity;
  caller: Caller;
} {
  const principal = { kind: 'root', partition: partitionOf(region), account } as const;
  const identity = { known: true, accessKeyId: account, account, principal, facts: {} } as const;
  return { identity, caller: { principal, identityPolicies: [] } };
}

/** The needed permissions on the key: a synchronous Express execution does not generate a data key. */
function needsOf(type: string): Pick<Call, 'api' | 'includedData'> {
  return type === 'EXPRESS'
    ? { api: 'StartSyncExecution', includedData: 'METADATA_ONLY' }
    : { api: 'StartExecution' };
}
