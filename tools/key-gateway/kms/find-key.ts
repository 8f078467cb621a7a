import { partitionOf } from 'helpers/partition';
import type { KmsKey } from 'who-can-read';
import type { EmulatorState, Scope } from '../emulator-state/emulator-state.ts';

/** Errors by which KMS says that there is no such key. */
const ABSENT = ['NotFoundException', 'InvalidArnException'];

const KEY_ARN = /^arn:([^:]+):kms:([^:]+):\d{12}:(?:key|alias)\/./;

/**
 * A key wherever it lives. By its ARN it is looked for in the account of the ARN; by an id alone,
 * as ciphertexts hold it, in the caller's account and then in all others that are known. An ARN of
 * another Region or partition names none here, as on AWS; the emulator might take another key for it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
 *
 * @param others accounts that keys may live in.
 * @returns undefined when there is no such key.
 */
export async function findKey(
  state: EmulatorState,
  scope: Scope,
  keyId: string,
  others: readonly string[] = [],
): Promise<KmsKey | undefined> {
  if (keyId.startsWith('arn:') && !isOfRegion(keyId, scope.region)) return undefined;
  const own = await keyOrNone(state, scope, keyId);
  if (own || keyId.startsWith('arn:')) return own;
  for (const account of others) {
    const found =
      account === scope.account ? undefined : await keyOrNone(state, { ...scope, account }, keyId);
    if (found) return found;
  }
  return undefined;
}

/** The emulator writes `aws` in every partition. */
function isOfRegion(arn: string, region: string): boolean {
  const [, partition = '', its] = KEY_ARN.exec(arn) ?? [];
  return its === region && ['aws', partitionOf(region)].includes(partition);
}

async function keyOrNone(state: EmulatorState, scope: Scope, keyId: string) {
  try {
    return await state.key(scope, keyId);
  } catch (error) {
    if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
    throw error;
  }
}
