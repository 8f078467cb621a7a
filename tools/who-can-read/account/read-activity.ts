import { DescribeActivityCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { type KeyReader, unknownKey } from './key-reader.ts';
import type { PartialKnowledge } from './partial-knowledge.ts';
import { unreadableLog } from './unreadable.ts';

/** An activity with the key that encrypts it. */
export interface ActivityFacts {
  readonly arn: string;
  readonly name: string;
  /** Left out: an AWS owned key. */
  readonly key?: PartialKnowledge<KmsKey>;
}

/**
 * Returns an activity. Needs states:DescribeActivity, and what readKey needs. An activity that cannot
 * be described has a key that could allow anyone.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html
 * @throws what Step Functions and KMS throw, unless access is denied.
 */
export async function readActivity(
  sfn: SFNClient,
  keys: KeyReader,
  arn: string,
): Promise<ActivityFacts> {
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const log = unreadableLog();
  const describe = () => sfn.send(new DescribeActivityCommand({ activityArn: arn }));
  const found = await log.attempt(`activity ${name}`, describe, undefined);
  if (!found) {
    const { partition, region, account } = parseArn(arn);
    const keyArn = `arn:${partition}:kms:${region}:${account}:key/of-activity-${name}`;
    return { arn, name, key: unknownKey(keyArn, log.unread) };
  }
  const { type, kmsKeyId } = found.encryptionConfiguration ?? {};
  const customers = type === 'CUSTOMER_MANAGED_KMS_KEY' && kmsKeyId !== undefined;
  return { arn, name, ...(customers ? { key: await keys(kmsKeyId) } : {}) };
}
