import type { KmsKey } from '../../../access/index.ts';
import type { Material, Scope } from '../material/material.ts';

/** Errors by which KMS says that there is no such key. */
const ABSENT = ['NotFoundException', 'InvalidArnException'];

/**
 * A key wherever it lives. By its ARN it is looked for in the account of the ARN; by an id alone,
 * as ciphertexts hold it, in the caller's account and then in all others that are known.
 *
 * @param others accounts that keys may live in.
 * @returns undefined when there is no such key.
 */
export async function findKey(
  material: Material,
  scope: Scope,
  keyId: string,
  others: readonly string[] = [],
): Promise<KmsKey | undefined> {
  const own = await keyOrNone(material, scope, keyId);
  if (own || keyId.startsWith('arn:')) return own;
  for (const account of others) {
    const found =
      account === scope.account
        ? undefined
        : await keyOrNone(material, { ...scope, account }, keyId);
    if (found) return found;
  }
  return undefined;
}

async function keyOrNone(material: Material, scope: Scope, keyId: string) {
  try {
    return await material.key(scope, keyId);
  } catch (error) {
    if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
    throw error;
  }
}
