import { partitionOf } from 'helpers/partition';
import type { KnownIdentity } from '../caller/identity.ts';
import type { Scope } from '../emulator-state/emulator-state.ts';
import { isQualified, plainStateMachineArn } from '../emulator-state/state-machine-arn.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { AwsError } from '../http/aws-error.ts';
import type { Answer } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import { isObject } from '../http/strict-json.ts';
import type { StatesOperation } from '../operations.ts';
import { callOf } from './authorize.ts';
import { unknownCaller } from './deny.ts';
import {
  encryptionsOfExecution,
  encryptionsOfStateMachine,
  type ShownEncryption,
} from './effective-encryption.ts';
import {
  DEFAULT_REUSE_SECONDS,
  type EncryptedTarget,
  isEncrypted,
  type LoadedTargets,
} from './encrypted-target.ts';
import { deniedOrNotFound, isNotFound } from './not-found.ts';
import { requestedEncryption } from './requested-encryption.ts';
import { allRunning } from './running-executions.ts';
import { notOfExpress } from './sync-executions.ts';

type LoadResult = LoadedTargets | { readonly error: AwsError };

/** The emulator's answer, and the facts from before the answer. */
type Early = { readonly answer: Answer; readonly prepared: Promise<LoadResult> };

/**
 * Loads the targets of an operation with their keys and execution roles.
 *
 * @param early for an operation that the emulator has answered: the targets are those of the
 *   answer, so that the decision is about the returned data.
 * @returns an error for a caller who is unknown, and for a resource that does not exist.
 * @throws IncompleteStateError, InvalidUpstreamResponseError, and the errors of Step Functions.
 */
export async function loadTargets(
  request: ProtectedRequest,
  operation: StatesOperation,
  context: GatewayContext,
  early?: Early,
): Promise<LoadResult> {
  const { region } = request.credential;
  const before = await early?.prepared.catch(() => undefined);
  // The key of an execution never changes, so the facts from before the answer are valid.
  const isFixed = operation.target === 'execution' && !showsPresentDefinition(operation);
  if (before && isFixed) return before;
  if (operation.target === 'none') return { targets: [], scope: { account: '', region } };
  const identity = await context.state.identity(request.credential);
  const scope = { account: identity.account ?? '', region };
  if (!identity.known) {
    // The key needs no permission of this caller. The emulator denies an unknown one.
    if (operation.target === 'running-executions') return { targets: [], scope };
    const isRead = operation.order === 'answer-first' && identity.account !== undefined;
    const needsName = ['state-machine', 'execution', 'changed-state-machine'].includes(
      operation.target,
    );
    if (needsName && !isRead) return { error: unknownCaller(identity) };
  }
  const known = identity.known ? { identity } : {};
  if (operation.target === 'running-executions') {
    return { targets: [], candidates: targetsOfRunning(scope, context), scope, ...known };
  }
  try {
    const targets = await targetsOf(request, operation, scope, context, {
      answer: early?.answer,
      before: before && 'targets' in before ? before.targets : [],
    });
    if ('error' in targets) return targets;
    if (isEncrypted(targets) && !identity.known) return { error: unknownCaller(identity) };
    return { targets, scope, ...known };
  } catch (error) {
    if (operation.order !== 'decide-first' || !identity.known || !isNotFound(error)) throw error;
    return deniedOrNotFound(
      error,
      await callOf(request, operation, identity as KnownIdentity, context),
    );
  }
}

async function targetsOf(
  request: ProtectedRequest,
  operation: StatesOperation,
  scope: Scope,
  context: GatewayContext,
  { answer, before }: { answer: Answer | undefined; before: readonly EncryptedTarget[] },
): Promise<readonly EncryptedTarget[] | { error: AwsError }> {
  const { knownStateMachines } = context;
  const named = namedBy(request, operation);
  switch (operation.target) {
    case 'activity':
      return targetsOfActivity(named, context);
    case 'new-activity':
    case 'new-state-machine':
    case 'changed-state-machine':
      return targetsOfConfiguration(request, operation, scope, context);
    case 'execution': {
      if (await isExpress(scope, named, context)) return { error: notOfExpress };
      const targets = await targetsOfExecution(context, scope, named);
      for (const { arn } of targets) knownStateMachines.note(scope, arn);
      if (!showsPresentDefinition(operation)) return targets;
      return distinct([...targets, ...before, ...(await stateMachinesOf(targets, scope, context))]);
    }
    default: {
      const targets = await targetsOfStateMachine(context, scope, named, answer);
      for (const { arn } of targets) knownStateMachines.note(scope, arn);
      return targets;
    }
  }
}

/** Returns the ARN by which a request names its resource, or the new resource's name. */
export function namedBy(request: ProtectedRequest, { named }: StatesOperation): string {
  return named === undefined ? '' : (text(request, named) ?? '');
}

/**
 * Returns the state machine that an ARN names. For an alias, it returns each version that the alias
 * routes to, and the current state machine, because the emulator shows its definition under that
 * name. They can have different keys, and the caller needs permission on each of them.
 *
 * @param answer of DescribeStateMachine: its own configuration then counts, in the same reading as
 *   its definition.
 */
export async function targetsOfStateMachine(
  context: GatewayContext,
  scope: Scope,
  named: string,
  answer?: Answer,
): Promise<readonly EncryptedTarget[]> {
  const { state } = context;
  const plain = plainStateMachineArn(named) ?? named;
  const targets = async (arn: string, facts: Facts): Promise<readonly EncryptedTarget[]> => {
    const encryptions = await encryptionsOfStateMachine(scope, arn, facts, context);
    return encryptions.map((encryption) => targetOf(plain, facts.roleArn, encryption));
  };
  const shown = answer ? factsInAnswer(answer) : await state.stateMachine(scope, named);
  if (!isQualified(named)) return targets(plain, shown);
  if (/:\d+$/.test(named)) return targets(named, shown);
  const found = [...(await targets(plain, shown))];
  for (const arn of [plain, ...(await state.versionsOf(scope, named))]) {
    found.push(...(await targets(arn, await state.stateMachine(scope, arn))));
  }
  return found;
}

/** An activity under each key that one of its tasks can have. */
export function targetsOfActivity(
  arn: string,
  { activities }: GatewayContext,
): readonly EncryptedTarget[] {
  const targets = activities.keysOf(arn).map(({ kmsKeyId, reuseSeconds }) => ({
    arn,
    kmsKeyId,
    reuseSeconds,
    kind: 'activity' as const,
  }));
  return distinct(targets);
}

/** The state machine of an execution, under the key that the execution was started with. */
export async function targetsOfExecution(
  context: GatewayContext,
  scope: Scope,
  executionArn: string,
): Promise<readonly EncryptedTarget[]> {
  const arn = await context.state.mapParent(scope, executionArn);
  const { stateMachineArn, ...facts } = await context.state.execution(scope, arn);
  const plain = plainStateMachineArn(stateMachineArn) ?? stateMachineArn;
  const encryptions = await encryptionsOfExecution(scope, arn, plain, facts, context);
  return encryptions.map((encryption) => targetOf(plain, facts.roleArn, encryption));
}

/**
 * For an execution, the emulator returns the current definition of the state machine. So the caller
 * also needs the key of the state machine, before and after the answer.
 */
function showsPresentDefinition({ name }: StatesOperation): boolean {
  return name === 'DescribeStateMachineForExecution';
}

async function stateMachinesOf(
  executions: readonly EncryptedTarget[],
  scope: Scope,
  context: GatewayContext,
): Promise<readonly EncryptedTarget[]> {
  const found = executions.map(({ arn }) => targetsOfStateMachine(context, scope, arn));
  return (await Promise.all(found)).flat();
}

/** Returns one target for each key; the first ones win. */
function distinct(targets: readonly EncryptedTarget[]): readonly EncryptedTarget[] {
  return targets.filter(
    ({ kmsKeyId }, index) => targets.findIndex((other) => other.kmsKeyId === kmsKeyId) === index,
  );
}

/** A request without an encryption configuration keeps the present key. */
async function targetsOfConfiguration(
  request: ProtectedRequest,
  operation: StatesOperation,
  scope: Scope,
  context: GatewayContext,
): Promise<readonly EncryptedTarget[]> {
  const requested = requestedEncryption(request.input);
  const named = namedBy(request, operation);
  const isUpdate = operation.target === 'changed-state-machine';
  if (requested.kind === 'key') {
    const { kmsKeyId, reuseSeconds } = requested;
    const kind = operation.target === 'new-activity' ? 'activity' : 'state-machine';
    const arn = isUpdate ? named : newArn(kind, named, scope);
    return [{ kind, arn, kmsKeyId, reuseSeconds }];
  }
  if (requested.kind !== 'silent' || !isUpdate) return [];
  return targetsOfStateMachine(context, scope, named).catch((error: unknown) => {
    // The emulator itself answers that the state machine does not exist.
    if (isNotFound(error)) return [];
    throw error;
  });
}

function newArn(kind: EncryptedTarget['kind'], name: string, { account, region }: Scope): string {
  const type = kind === 'activity' ? 'activity' : 'stateMachine';
  return `arn:${partitionOf(region)}:states:${region}:${account}:${type}:${name}`;
}

async function* targetsOfRunning(
  scope: Scope,
  context: GatewayContext,
): AsyncIterable<EncryptedTarget> {
  const { sfn } = context.adminClients.of(scope.account, scope.region);
  for (const executionArn of await allRunning(sfn)) {
    yield* await targetsOfExecution(context, scope, executionArn);
  }
}

/**
 * Whether an execution belongs to an Express state machine: Step Functions cannot describe it
 * afterwards. The emulator can, and does not remember the key of the execution.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
async function isExpress(
  scope: Scope,
  executionArn: string,
  { state, syncExecutions }: GatewayContext,
): Promise<boolean> {
  if (syncExecutions.has(executionArn)) return true;
  const parent = await state.mapParent(scope, executionArn);
  const { stateMachineArn } = await state.execution(scope, parent);
  const arn = plainStateMachineArn(stateMachineArn) ?? stateMachineArn;
  return (await state.stateMachine(scope, arn)).type === 'EXPRESS';
}

type Facts = ShownEncryption & { readonly roleArn: string };

function targetOf(arn: string, roleArn: string, encryption: ShownEncryption): EncryptedTarget {
  const { kmsKeyId, dataKeyReusePeriodSeconds: reuse } = encryption;
  return {
    ...{ kind: 'state-machine', arn, roleArn },
    reuseSeconds: reuse ?? DEFAULT_REUSE_SECONDS,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
  };
}

/** Configuration and definition in one reading. */
function factsInAnswer(answer: Answer): Facts {
  const { roleArn, encryptionConfiguration } = answerJson(answer);
  const encryption = isObject(encryptionConfiguration) ? encryptionConfiguration : {};
  const { type, kmsKeyId, kmsDataKeyReusePeriodSeconds: reuse } = encryption;
  return {
    roleArn: typeof roleArn === 'string' ? roleArn : '',
    // Encrypted under a key without a name is still encrypted: no key has an empty id.
    ...(type === 'CUSTOMER_MANAGED_KMS_KEY'
      ? { kmsKeyId: typeof kmsKeyId === 'string' ? kmsKeyId : '' }
      : {}),
    ...(typeof reuse === 'number' ? { dataKeyReusePeriodSeconds: reuse } : {}),
  };
}
