import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { anything } from './allow-all.ts';
import { atMost, type Reading, reading, type Unread } from './partial-knowledge.ts';
import { readKey } from './read-key.ts';
import { notebook } from './unreadable.ts';

/** Reads keys of a Region. */
export type KmsIn = (region: string) => KMSClient;

/**
 * The keys that have the same key material as one of the stack: a multi-Region key decrypts in each
 * of its Regions, and has a policy, grants and a state of its own in each. A replica that cannot be
 * read could allow anybody anything, and so could those of a key that cannot be described.
 * Needs what readKey needs, in those Regions.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 * @throws what KMS throws of the key itself, unless it is a refusal.
 */
export async function readReplicas(
  kmsIn: KmsIn,
  found: Reading<KmsKey>,
): Promise<readonly Reading<KmsKey>[]> {
  const { arn, multiRegion } = atMost(found);
  if (multiRegion === false) return [];
  const { region } = parseArn(arn);
  const notes = notebook(['NotFoundException']);
  const describe = async () =>
    (await kmsIn(region).send(new DescribeKeyCommand({ KeyId: arn }))).KeyMetadata;
  const described = await notes.read(`replicas of key ${arn}`, describe, undefined);
  if (!described) return isOfOneRegion(arn) ? [] : [somewhere(arn, notes.unread)];
  const { PrimaryKey, ReplicaKeys = [] } = described.MultiRegionConfiguration ?? {};
  const members = [...(PrimaryKey ? [PrimaryKey] : []), ...ReplicaKeys];
  const others = members.flatMap(({ Arn }) => (Arn === undefined || Arn === arn ? [] : Arn));
  return Promise.all(others.map((other) => readOne(kmsIn, other)));
}

/** Whatever goes wrong in another Region, which may be closed to the caller, leaves the rest. */
async function readOne(kmsIn: KmsIn, arn: string): Promise<Reading<KmsKey>> {
  try {
    return await readKey(kmsIn(parseArn(arn).region), arn);
  } catch (error) {
    const { name: code, message: why } = error instanceof Error ? error : new Error(String(error));
    return openKey(arn, [{ what: `key ${arn}`, why, code }]);
  }
}

/**
 * Whether a key has no replicas by its id, as the ids of those that can have some begin with `mrk-`.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-id
 */
function isOfOneRegion(arn: string): boolean {
  const { resource } = parseArn(arn);
  return resource.startsWith('key/') && !resource.startsWith('key/mrk-');
}

/** Stands for the replicas of a key of which nobody knows where they are. */
function somewhere(arn: string, unread: readonly Unread[]): Reading<KmsKey> {
  const { partition, account, resource } = parseArn(arn);
  return openKey(`arn:${partition}:kms:another-region:${account}:${resource}`, unread);
}

function openKey(arn: string, unread: readonly Unread[]): Reading<KmsKey> {
  const policy = anything('key-policy', `policy of key ${arn}`);
  return reading({ arn, state: 'Enabled', multiRegion: true, policy, grants: [] }, unread);
}
