import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { Caller, StepFunctionsFailure } from '../../../access/index.ts';
import type { KnownIdentity } from '../caller/identity.ts';
import { partitionOf } from '../caller/partition.ts';
import type { Desk } from '../serve/desk.ts';
import { type Judgement, judge, refusal } from './judge.ts';
import type { KnownMachine } from './known-machines.ts';
import { recordCalls } from './record.ts';
import { runningOf } from './running.ts';
import { isEncrypted, viewsOfExecution } from './view.ts';

/**
 * Ends the running executions of a state machine whose key no longer serves them: at once when the
 * key is disabled or pending deletion, at the next data key when the role has lost its access.
 * AWS lets them fail; the emulator can only abort them, with the same error and cause.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 *
 * @returns ARNs of the executions that were running.
 * @throws what the emulator throws; MaterialError.
 */
export async function endRunning(machine: KnownMachine, desk: Desk): Promise<readonly string[]> {
  const { sfn } = desk.roots.of(machine.account, machine.region);
  const running = await runningOf(sfn, machine.arn);
  const encrypted = (await desk.material.machine(machine, machine.arn)).kmsKeyId !== undefined;
  if (!encrypted) return running;
  for (const executionArn of running) {
    const failure = await failureOfRun(machine, executionArn, desk);
    if (!failure) continue;
    const { name: error, message: cause } = failure;
    await sfn.send(new StopExecutionCommand({ executionArn, error, cause }));
  }
  return running;
}

async function failureOfRun(
  scope: KnownMachine,
  executionArn: string,
  desk: Desk,
): Promise<StepFunctionsFailure | undefined> {
  const views = await viewsOfExecution(desk.material, scope, executionArn);
  if (!isEncrypted(views)) return undefined;
  const { identity, caller } = asRoot(scope);
  const facts = { at: desk.now(), sourceIp: '', userAgent: '', region: scope.region };
  const call = { api: 'StartExecution', scope, caller, facts } as const;
  const judgements = await judge(call, views, desk.material);
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
