import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { partitionOf } from 'helpers/partition';
import type { Caller, StepFunctionsFailure } from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import type { Desk } from '../requests/gateway-context.ts';
import { type Call, type Judgement, judge, refusal } from './authorize-states.ts';
import { type View, viewsOfExecution } from './encrypted-target.ts';
import type { KnownMachine } from './known-machines.ts';
import { recordCalls } from './record-call.ts';
import { runningOf } from './running-executions.ts';

/** What running executions were started under, by their ARNs: it never changes. */
export type StartedUnder = Map<string, View>;

/**
 * Ends the running executions of a state machine whose key no longer serves them: at once when the
 * key is disabled or pending deletion, at the next data key when the role has lost its access.
 * AWS lets them fail; the emulator can only abort them, with the same error and cause.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 *
 * @param started is brought up to date: what runs is in it, what is over is not.
 * @returns ARNs of the executions that were running.
 * @throws what the emulator throws; MaterialError.
 */
export async function endRunning(
  machine: KnownMachine,
  started: StartedUnder,
  desk: Desk,
): Promise<readonly string[]> {
  const { sfn } = desk.roots.of(machine.account, machine.region);
  const running = await runningOf(sfn, machine.arn);
  await bringUpToDate(machine, running, started, desk);
  for (const [view, executions] of grouped(started)) {
    const failure = await failureUnder(machine, view, desk);
    if (!failure) continue;
    const { name: error, message: cause } = failure;
    for (const executionArn of executions) {
      await sfn.send(new StopExecutionCommand({ executionArn, error, cause }));
    }
  }
  return running;
}

async function bringUpToDate(
  machine: KnownMachine,
  running: readonly string[],
  started: StartedUnder,
  { material }: Desk,
): Promise<void> {
  const still = new Set(running);
  for (const executionArn of started.keys()) {
    if (!still.has(executionArn)) started.delete(executionArn);
  }
  for (const executionArn of running) {
    if (started.has(executionArn)) continue;
    const [view] = await viewsOfExecution(material, machine, executionArn);
    if (view) started.set(executionArn, view);
  }
}

/** Executions under one key and role stand or fall together. */
function grouped(started: StartedUnder): Iterable<readonly [View, readonly string[]]> {
  const groups = new Map<string, [View, string[]]>();
  for (const [executionArn, view] of started) {
    if (view.kmsKeyId === undefined) continue;
    const name = `${view.kmsKeyId} ${view.roleArn}`;
    const group = groups.get(name) ?? [view, []];
    group[1].push(executionArn);
    groups.set(name, group);
  }
  return groups.values();
}

async function failureUnder(
  scope: KnownMachine,
  view: View,
  desk: Desk,
): Promise<StepFunctionsFailure | undefined> {
  const { identity, caller } = asRoot(scope);
  const facts = { at: desk.now(), sourceIp: '', userAgent: '', region: scope.region };
  const { type } = await desk.material.machine(scope, scope.arn);
  const call = { ...needsOf(type), scope, caller, facts };
  const judgements = await judge(call, [view], desk.material);
  const refused = refusal(judgements);
  if (refused && isPutOff(refused, desk)) return undefined;
  recordCalls(judgements, { identity, caller }, desk);
  return refused?.decision.error;
}

/** A data key in use outlives the role's access, but not the key. */
function isPutOff({ decision, view, key }: Judgement, { dataKeys }: Desk): boolean {
  const byPolicy = decision.error?.name === 'KmsAccessDeniedException';
  return byPolicy && key !== undefined && dataKeys.isLive(view.arn, key.arn);
}

/** Nobody calls here; the root user may call everything, and the role is what is asked about. */
function asRoot({ account, region }: KnownMachine): { identity: KnownIdentity; caller: Caller } {
  const principal = { kind: 'root', partition: partitionOf(region), account } as const;
  const identity = { known: true, accessKeyId: account, account, principal, facts: {} } as const;
  return { identity, caller: { principal, identityPolicies: [] } };
}

/** What runs of a kind need of the key: a synchronous express execution makes no data key. */
function needsOf(type: string): Pick<Call, 'api' | 'includedData'> {
  return type === 'EXPRESS'
    ? { api: 'StartSyncExecution', includedData: 'METADATA_ONLY' }
    : { api: 'StartExecution' };
}
