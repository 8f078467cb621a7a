import { partitionOf } from 'helpers/partition';
import type { KmsKey } from 'who-can-read';
import type { EmulatorState, Scope } from '../emulator-state/emulator-state.ts';

/** Errors by which KMS says that there is no such key. */
const ABSENT = ['NotFoundException', 'InvalidArnException'];

const KEY_ARN = /^arn:([^:]+):kms:([^:]+):\d{12}:(?:key|alias)\/./;

/**
 * Returns a key of any account. An ARN is looked up in its account. An id alone, as in ciphertexts,
 * is looked up in the caller's account and then in all known accounts. An ARN of another Region or
 * partition does not match a key, as on AWS; the emulator could use another key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
 *
 * @param others other accounts to search.
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
