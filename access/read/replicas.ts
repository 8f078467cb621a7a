import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { KmsKey } from '../kms/key.ts';
import { anything } from './anything.ts';
import { notebook } from './notebook.ts';
import { atMost, type Reading, reading, type Unread, unreadOf } from './reading.ts';

/**
 * A key with what its replicas may allow. They hold the same key material under policies of their own,
 * in other Regions, which are not read here: so whom they let decrypt is not known.
 * Needs kms:DescribeKey.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 * @throws what KMS throws, unless it is a refusal.
 */
export async function withReplicas(
  kms: KMSClient,
  found: Reading<KmsKey>,
): Promise<Reading<KmsKey>> {
  const key = atMost(found);
  if (key.multiRegion === false) return found;
  const others = await regionsBeside(kms, key);
  if (others.length === 0) return found;
  const { statements } = anything('key-policy', `key policy in ${others.join(', ')}`);
  const policy = { ...key.policy, statements: [...key.policy.statements, ...statements] };
  const unread: Unread = {
    what: `policy and grants of key ${key.arn} in ${others.join(', ')}`,
    why: 'it has the same key material there, and is not read in other Regions',
    code: 'MultiRegionKey',
  };
  return reading({ ...key, policy }, [...unreadOf(found), unread]);
}

/** Regions in which the key is as well. */
async function regionsBeside(kms: KMSClient, { arn }: KmsKey): Promise<readonly string[]> {
  const describe = async () => (await kms.send(new DescribeKeyCommand({ KeyId: arn }))).KeyMetadata;
  const described = await notebook().read(`replicas of key ${arn}`, describe, undefined);
  const { PrimaryKey, ReplicaKeys = [] } = described?.MultiRegionConfiguration ?? {};
  const members = [...(PrimaryKey ? [PrimaryKey] : []), ...ReplicaKeys];
  return members.filter(({ Arn }) => Arn !== arn).flatMap(({ Region }) => Region ?? []);
}
