import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { Replicas } from '../report/access-model.ts';
import type { Trial } from '../report/finding.ts';

interface Keyed {
  readonly key?: PartialKnowledge<KmsKey>;
  readonly replicas?: Replicas;
}

/**
 * Returns the trials for a key and for each of its replicas. A trial for a replica names the replica.
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
 */
export function byReplicas<T extends Keyed>(
  one: T,
  tryKey: (one: T) => readonly Trial[],
): readonly Trial[] {
  const { replicas = [] } = one;
  const others = replicas.flatMap((key) => {
    const { region } = parseArn(upperBound(key).arn);
    return tryKey({ ...one, key }).map((trial) => ({
      ...trial,
      what: `${trial.what} in ${region}`,
      reason: `In ${region}: ${trial.reason}`,
    }));
  });
  return [...tryKey(one), ...others];
}
