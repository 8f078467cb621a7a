import { DescribeActivityCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { allowAll } from './allow-all.ts';
import { knowledge, type PartialKnowledge } from './partial-knowledge.ts';
import type { KeyReader } from './stack-tables.ts';
import { unreadableLog } from './unreadable.ts';

/** An activity with the key it lies under. */
export interface ActivityFacts {
  readonly arn: string;
  readonly name: string;
  /** Left out: the key is AWS's own. */
  readonly key?: PartialKnowledge<KmsKey>;
}

/**
 * An activity. Needs states:DescribeActivity, and what readKey needs. One that may not be
 * described is taken to lie under a key that could let any principal use it.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html
 * @throws what Step Functions and KMS throw, unless it is a refusal.
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
  if (!found) return { arn, name, key: knowledge(unknownKey(arn, name), log.unread) };
  const { type, kmsKeyId } = found.encryptionConfiguration ?? {};
  const customers = type === 'CUSTOMER_MANAGED_KMS_KEY' && kmsKeyId !== undefined;
  return { arn, name, ...(customers ? { key: await keys(kmsKeyId) } : {}) };
}

/** Stands for a key of the activity's own account that nobody has told. */
function unknownKey(activityArn: string, name: string): KmsKey {
  const { partition, region, account } = parseArn(activityArn);
  return {
    arn: `arn:${partition}:kms:${region}:${account}:key/of-activity-${name}`,
    state: 'Enabled',
    policy: allowAll('key-policy', `key of activity ${name}`),
    grants: [],
  };
}
