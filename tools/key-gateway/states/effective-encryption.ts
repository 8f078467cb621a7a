import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import type { Scope } from '../emulator-state/emulator-state.ts';
import type { EncryptionRecord } from '../emulator-state/encryption-records.ts';
import { plainStateMachineArn } from '../emulator-state/state-machine-arn.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { isNotFound } from './not-found.ts';

/** Encryption from the emulator. Without a key: there is none, or the emulator does not store it. */
export type ShownEncryption = {
  readonly kmsKeyId?: string;
  readonly dataKeyReusePeriodSeconds?: number;
};

const ALIAS = /^(arn:[^:]+:kms:[^:]+:\d{12}:)?alias\//;

/**
 * The encryption of a state machine or of a version: what the emulator shows, what the gateway
 * recorded where the emulator forgets it, or what the template of its stack declares.
 * An alias counts as the key that it pointed to when the state machine got it: AWS does not
 * encrypt again when an alias moves.
 *
 * @throws TemplateError, and the errors of KMS and CloudFormation.
 */
export async function encryptionOfStateMachine(
  scope: Scope,
  arn: string,
  shown: ShownEncryption,
  context: GatewayContext,
): Promise<ShownEncryption> {
  const { encryptionRecords: records } = context;
  const plain = plainStateMachineArn(arn) ?? arn;
  const record = records.latest(arn) ?? records.latest(plain);
  if (shown.kmsKeyId !== undefined) return atItsTime(scope, arn, shown, record, context);
  if (record?.keyArn !== undefined) return record.kept ? {} : encryptionIn(record);
  const declared = await context.declaredStateMachines(scope, plain);
  // A stack that changed later can have given the state machine a key again.
  if (declared?.kmsKeyId === undefined || (record && record.at > declared.at)) return {};
  const { kmsKeyId, reuseSeconds } = declared;
  const key = await context.state.key(scope, kmsKeyId);
  const found: EncryptionRecord = {
    ...{ arn: plain, at: record ? declared.at : 0, kept: false, kmsKeyId, keyArn: key.arn },
    ...(reuseSeconds === undefined ? {} : { reuseSeconds }),
  };
  records.add(found);
  return encryptionIn(found);
}

/**
 * The encryption that an execution was started with. An emulator that keeps none shows the present
 * one of the state machine, or none: then the gateway's records count, first of the execution and
 * then of the state machine at the start of the execution.
 *
 * @throws as encryptionOfStateMachine does, and the errors of Step Functions.
 */
export async function encryptionOfExecution(
  scope: Scope,
  executionArn: string,
  stateMachineArn: string,
  shown: ShownEncryption,
  context: GatewayContext,
): Promise<ShownEncryption> {
  const { encryptionRecords: records } = context;
  const record = records.latest(executionArn);
  if (record) return encryptionIn(record);
  if (shown.kmsKeyId !== undefined) {
    const ofStateMachine = records
      .history(stateMachineArn)
      .findLast(({ kmsKeyId }) => kmsKeyId === shown.kmsKeyId);
    return atItsTime(scope, executionArn, shown, ofStateMachine, context);
  }
  await loadStateMachineRecords(scope, stateMachineArn, context);
  const history = records.history(stateMachineArn);
  if (history.every(({ keyArn }) => keyArn === undefined)) return {};
  const { sfn } = context.adminClients.of(scope.account, scope.region);
  const { startDate } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const started = startDate?.getTime() ?? 0;
  const inForce = history.findLast(({ at }) => at <= started);
  return inForce ? encryptionIn(inForce) : {};
}

/** The first look at a state machine can add a record from the template of its stack. */
async function loadStateMachineRecords(
  scope: Scope,
  stateMachineArn: string,
  context: GatewayContext,
): Promise<void> {
  try {
    const facts = await context.state.stateMachine(scope, stateMachineArn);
    await encryptionOfStateMachine(scope, stateMachineArn, facts, context);
  } catch (error) {
    // The state machine is deleted, and its executions are still there.
    if (!isNotFound(error)) throw error;
  }
}

function encryptionIn({ keyArn, reuseSeconds }: EncryptionRecord): ShownEncryption {
  if (keyArn === undefined) return {};
  return {
    kmsKeyId: keyArn,
    ...(reuseSeconds === undefined ? {} : { dataKeyReusePeriodSeconds: reuseSeconds }),
  };
}

async function atItsTime(
  scope: Scope,
  arn: string,
  shown: ShownEncryption,
  record: EncryptionRecord | undefined,
  context: GatewayContext,
): Promise<ShownEncryption> {
  const { kmsKeyId } = shown;
  if (kmsKeyId === undefined || !ALIAS.test(kmsKeyId)) return shown;
  if (record?.kmsKeyId === kmsKeyId && record.keyArn !== undefined) {
    return { ...shown, kmsKeyId: record.keyArn };
  }
  // The gateway sees this alias for the first time.
  const { arn: keyArn } = await context.state.key(scope, kmsKeyId);
  const at = context.now().getTime();
  context.encryptionRecords.add({ arn, at, kept: true, kmsKeyId, keyArn });
  return { ...shown, kmsKeyId: keyArn };
}
