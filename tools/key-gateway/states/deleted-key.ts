import {
  type KmsKey,
  parsePolicy,
  type StepFunctionsApi,
  type StepFunctionsDecision,
  stepFunctionsApis,
} from 'who-can-read';
import type { EmulatorState, Scope } from '../emulator-state/emulator-state.ts';

/** A key that protects data, and whether KMS has deleted it. */
type Found = { readonly key: KmsKey; readonly isDeleted: boolean };

/**
 * Returns the key that protects existing data. For a key that KMS does not have any more, it returns one
 * that cannot be used, whatever policies say: a deleted key has no policy, and its data stays unreadable.
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 *
 * @throws what the state throws; NotFoundException for a call that names the key of a new configuration.
 */
export async function keyOrDeleted(
  { api, scope }: { readonly api: StepFunctionsApi; readonly scope: Scope },
  keyId: string,
  state: Pick<EmulatorState, 'key'>,
): Promise<Found> {
  try {
    return { key: await state.key(scope, keyId), isDeleted: false };
  } catch (error) {
    const isMissing = error instanceof Error && error.name === 'NotFoundException';
    if (!isMissing || !KEY_ARN.test(keyId)) throw error;
    if (stepFunctionsApis[api].badKey === 'InvalidEncryptionConfiguration') throw error;
    // The engine denies the use of a key in this state after policies allow it.
    const key = { arn: keyId, state: 'PendingDeletion', policy: ANY, grants: [] } as const;
    return { key, isDeleted: true };
  }
}

const KEY_ARN = /^arn:[^:]+:kms:[^:]+:\d{12}:key\/./;

const ANY = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
  },
  'key-policy',
  'policy of a deleted key',
);

/**
 * Returns a decision with the error for a deleted key. Step Functions documents KmsInvalidStateException
 * for a deleted key; `kmsKeyState` has no value for it.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html#API_DescribeExecution_Errors
 */
export function ofDeletedKey(
  decision: StepFunctionsDecision,
  { arn }: Pick<KmsKey, 'arn'>,
): StepFunctionsDecision {
  const { error, kmsCalls } = decision;
  if (error?.name !== 'KmsInvalidStateException') return decision;
  const calls = kmsCalls.map((call) =>
    call.verdict.rule === 'key-state'
      ? { ...call, verdict: { ...call.verdict, reason: 'The key does not exist.' } }
      : call,
  );
  return {
    ...{ ...decision, kmsCalls: calls },
    error: { name: error.name, message: `${arn} does not exist.` },
  };
}
