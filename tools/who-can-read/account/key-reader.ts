import type { KMSClient } from '@aws-sdk/client-kms';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { allowAll } from './allow-all.ts';
import type { CallerAccount } from './caller-account.ts';
import { knowledge, type PartialKnowledge, type Unread } from './partial-knowledge.ts';
import { readKey } from './read-key.ts';

/** Reads a key by id, ARN, alias name or alias ARN; each key is read once. */
export type KeyReader = (keyId: string) => Promise<PartialKnowledge<KmsKey>>;

/**
 * Returns a reader of keys. A deleted alias becomes a key that could allow anything, because the
 * key that it named can still decrypt.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-manage.html
 */
export function keyReader(
  kmsIn: (region: string) => KMSClient,
  owner: CallerAccount,
  region: string,
): KeyReader {
  const known = new Map<string, Promise<PartialKnowledge<KmsKey>>>();
  return (keyId) => {
    const arn = keyArn(keyId, owner, region);
    const found = known.get(arn) ?? readOne(kmsIn(parseArn(arn).region), arn);
    known.set(arn, found);
    return found;
  };
}

async function readOne(kms: KMSClient, arn: string): Promise<PartialKnowledge<KmsKey>> {
  try {
    return await readKey(kms, arn);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotFoundException') throw error;
    const why = 'the alias was deleted, so the key that it named is unknown';
    return unknownKey(arn, [{ what: `key of ${arn}`, why, code: error.name }]);
  }
}

/** Returns an unknown key, which could allow anything. */
export function unknownKey(arn: string, unread: readonly Unread[]): PartialKnowledge<KmsKey> {
  const policy = allowAll('key-policy', `policy of key ${arn}`);
  return knowledge({ arn, state: 'Enabled', stateUnknown: true, policy, grants: [] }, unread);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
function keyArn(keyId: string, { partition, account }: CallerAccount, region: string): string {
  if (keyId.startsWith('arn:')) return keyId;
  const resource = keyId.startsWith('alias/') ? keyId : `key/${keyId}`;
  return `arn:${partition}:kms:${region}:${account}:${resource}`;
}
