import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import { encryptionContextOf } from '../step-functions/resource-arn.ts';
import type { AccessModel } from './access-model.ts';

/** A key, and the encryption contexts of the workflow's data that it encrypts. */
export interface KeyInUse {
  readonly key: PartialKnowledge<KmsKey>;
  readonly contexts: readonly Readonly<Record<string, string>>[];
}

/** The customer managed keys of the state machine and its activities and their replicas, each once. */
export function keysInUse({
  stateMachine,
  activities,
}: Pick<AccessModel, 'stateMachine' | 'activities'>): readonly KeyInUse[] {
  const all = [
    { ...stateMachine, kind: 'state-machine' as const },
    ...activities.map((activity) => ({ ...activity, kind: 'activity' as const })),
  ];
  const found = new Map<string, KeyInUse>();
  for (const { key: own, replicas = [], kind, arn } of all) {
    for (const key of [...(own ? [own] : []), ...replicas]) {
      const keyArn = upperBound(key).arn;
      const contexts = found.get(keyArn)?.contexts ?? [];
      found.set(keyArn, { key, contexts: [...contexts, encryptionContextOf({ kind, arn })] });
    }
  }
  return [...found.values()];
}
