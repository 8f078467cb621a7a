import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { unknownKey } from './key-reader.ts';
import { type PartialKnowledge, type Unread, upperBound } from './partial-knowledge.ts';
import { readKey } from './read-key.ts';
import { unreadableLog } from './unreadable.ts';

/** Reads keys of a Region. */
export type KmsIn = (region: string) => KMSClient;

/**
 * Returns the keys that have the same key material as a key of the stack. A multi-Region key decrypts in
 * each of its Regions, and has a separate policy, grants and state in each. An unread replica could allow
 * everything to any principal. This is also true for the replicas of a key that cannot be described.
 * Needs what readKey needs, in those Regions.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 * @throws the errors of KMS for the key itself, except denials.
 */
export async function readReplicas(
  kmsIn: KmsIn,
  found: PartialKnowledge<KmsKey>,
): Promise<readonly PartialKnowledge<KmsKey>[]> {
  const { arn, multiRegion } = upperBound(found);
  const { region, resource } = parseArn(arn);
  // If the alias was deleted, the key is unknown.
  if (multiRegion === false || resource.startsWith('alias/')) return [];
  const log = unreadableLog(['NotFoundException']);
  const describe = async () =>
    (await kmsIn(region).send(new DescribeKeyCommand({ KeyId: arn }))).KeyMetadata;
  const described = await log.attempt(`replicas of key ${arn}`, describe, undefined);
  if (!described) return isOfOneRegion(arn) ? [] : [unknownReplica(arn, log.unread)];
  const { PrimaryKey, ReplicaKeys = [] } = described.MultiRegionConfiguration ?? {};
  const members = [...(PrimaryKey ? [PrimaryKey] : []), ...ReplicaKeys];
  const others = members.flatMap(({ Arn }) => (Arn === undefined || Arn === arn ? [] : Arn));
  return Promise.all(others.map((other) => readOne(kmsIn, other)));
}

/** The caller can lack access to another Region, so an error there does not stop the rest. */
async function readOne(kmsIn: KmsIn, arn: string): Promise<PartialKnowledge<KmsKey>> {
  try {
    return await readKey(kmsIn(parseArn(arn).region), arn);
  } catch (error) {
    const { name: code, message: why } = error instanceof Error ? error : new Error(String(error));
    return unknownKey(arn, [{ what: `key ${arn}`, why, code }]);
  }
}

/**
 * Returns whether the id shows that a key has no replicas: ids of multi-Region keys start with `mrk-`.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-id
 */
function isOfOneRegion(arn: string): boolean {
  const { resource } = parseArn(arn);
  return resource.startsWith('key/') && !resource.startsWith('key/mrk-');
}

/** A placeholder for the replicas of a key whose Regions are unknown. */
function unknownReplica(arn: string, unread: readonly Unread[]): PartialKnowledge<KmsKey> {
  const { partition, account, resource } = parseArn(arn);
  return unknownKey(`arn:${partition}:kms:another-region:${account}:${resource}`, unread);
}
