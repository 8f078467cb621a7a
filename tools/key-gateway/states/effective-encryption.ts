import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import type { Scope } from '../emulator-state/emulator-state.ts';
import {
  inForce,
  keysOf,
  type RecordedKey,
  withoutRepeats,
} from '../emulator-state/encryption-records.ts';
import { plainStateMachineArn } from '../emulator-state/state-machine-arn.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { keysAtTheirTime, keysOfStateMachine } from './keys-of-state-machine.ts';
import { isOther } from './newest-encryption.ts';
import { isNotFound } from './not-found.ts';

/** Encryption from the emulator. Without a key: there is none, or the emulator does not store it. */
export type ShownEncryption = {
  readonly kmsKeyId?: string;
  readonly dataKeyReusePeriodSeconds?: number;
};

/**
 * The encryption of a state machine or of a version: what the emulator shows, what the gateway
 * recorded where the emulator forgets it, or what the template of its stack declares. More than one
 * when the gateway cannot know which applies: a caller then needs permission on each key.
 * An alias counts as the key that it pointed to when the state machine got it: AWS does not
 * encrypt again when an alias moves.
 *
 * @throws TemplateError, IncompleteStateError, and the errors of KMS, Step Functions and CloudFormation.
 */
export async function encryptionsOfStateMachine(
  scope: Scope,
  arn: string,
  shown: ShownEncryption,
  context: GatewayContext,
): Promise<readonly ShownEncryption[]> {
  const plain = plainStateMachineArn(arn) ?? arn;
  const keys =
    arn === plain
      ? await keysOfStateMachine(scope, plain, keyIn(shown), context)
      : await keysOfVersion(scope, arn, plain, shown, context);
  return encryptionsIn(keys);
}

/**
 * The encryption that an execution was started with. An emulator that keeps none shows the present
 * one of the state machine, or none: then the gateway's records count, first of the execution and
 * then of the state machine at the start of the execution.
 *
 * @throws as encryptionsOfStateMachine does.
 */
export async function encryptionsOfExecution(
  scope: Scope,
  executionArn: string,
  stateMachineArn: string,
  shown: ShownEncryption,
  context: GatewayContext,
): Promise<readonly ShownEncryption[]> {
  const { encryptionRecords: records, stackKeys } = context;
  const record = records.latest(executionArn);
  if (record) return encryptionsIn(keysOf([record]));
  const key = keyIn(shown);
  const isShown = key.kmsKeyId !== undefined;
  if (!isShown) await loadStateMachineRecords(scope, stateMachineArn, context);
  const history = records.history(stateMachineArn);
  const hasKeys = history.some(({ keyArn }) => keyArn !== undefined);
  if (!hasKeys || (isShown && stackKeys.areStored())) {
    const keys = await keysAtTheirTime(scope, executionArn, key, keysOf(history), context);
    return encryptionsIn(keys);
  }
  const { sfn } = context.adminClients.of(scope.account, scope.region);
  const { startDate } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const then = keysOf(inForce(history, startDate?.getTime() ?? 0));
  if (!isShown) return encryptionsIn(then.length === 0 ? [{}] : then);
  // The emulator can show the present key of the state machine instead of this execution's own.
  const known = then.length === 0 ? keysOf(history) : then;
  const own = await keysAtTheirTime(scope, executionArn, key, known, context);
  return encryptionsIn(withoutRepeats([...own, ...then]));
}

/** A version keeps the encryption that its state machine had when someone published it. */
async function keysOfVersion(
  scope: Scope,
  arn: string,
  plain: string,
  shown: ShownEncryption,
  context: GatewayContext,
): Promise<readonly RecordedKey[]> {
  const { encryptionRecords: records, state } = context;
  const record = records.latest(arn);
  if (shown.kmsKeyId !== undefined) {
    const known = keysOf(record ? [record] : records.history(plain));
    return keysAtTheirTime(scope, arn, keyIn(shown), known, context);
  }
  const { createdAt } = await state.stateMachine(scope, plain);
  // A state machine that is created again gives its versions the numbers of the deleted one.
  if (record && !isOther(record, createdAt)) return keysOf([record]);
  const now = await keysOfStateMachine(scope, plain, {}, context);
  const { createdAt: publishedAt } = await state.stateMachine(scope, arn);
  return keysAt(plain, publishedAt === createdAt ? undefined : publishedAt, now, context);
}

/**
 * Returns the keys that a state machine can have had at a moment, from the records.
 *
 * @param moment undefined: at any time.
 * @param now the keys that it has now.
 */
export function keysAt(
  plain: string,
  moment: number | undefined,
  now: readonly RecordedKey[],
  { encryptionRecords }: Pick<GatewayContext, 'encryptionRecords'>,
): readonly RecordedKey[] {
  const history = encryptionRecords.history(plain);
  const then = moment === undefined ? history : inForce(history, moment);
  return then.length === 0 ? now : keysOf(then);
}

/** The first look at a state machine can add a record from the template of its stack. */
async function loadStateMachineRecords(
  scope: Scope,
  stateMachineArn: string,
  context: GatewayContext,
): Promise<void> {
  try {
    const facts = await context.state.stateMachine(scope, stateMachineArn);
    await encryptionsOfStateMachine(scope, stateMachineArn, facts, context);
  } catch (error) {
    // The state machine is deleted, and its executions are still there.
    if (!isNotFound(error)) throw error;
  }
}

function encryptionsIn(keys: readonly RecordedKey[]): readonly ShownEncryption[] {
  return keys.map(({ kmsKeyId, keyArn = kmsKeyId, reuseSeconds }) => ({
    ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }),
    ...(reuseSeconds === undefined ? {} : { dataKeyReusePeriodSeconds: reuseSeconds }),
  }));
}

/** Returns the key that the emulator shows. */
export function keyIn({
  kmsKeyId,
  dataKeyReusePeriodSeconds: reuse,
}: ShownEncryption): RecordedKey {
  return {
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    ...(reuse === undefined ? {} : { reuseSeconds: reuse }),
  };
}
