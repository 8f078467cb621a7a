import { type PartialKnowledge, unreadOf, upperBound } from '../account/partial-knowledge.ts';
import { isSymmetric, type KmsKey } from '../kms/kms-key.ts';
import { mightAllow } from '../report/might-allow.ts';
import { hasHoles, readable } from '../unknown-text.ts';

/**
 * Returns notes on problems that a deployment would have with the keys of the workflow.
 * Step Functions accepts only symmetric encryption keys:
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 * KMS rejects a key policy that no principal could change again:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key
 */
export function notesOnKeys(keys: readonly KmsKey[]): readonly string[] {
  return keys.flatMap((key) => {
    const shown = readable(key.arn);
    const { spec = 'SYMMETRIC_DEFAULT', usage = 'ENCRYPT_DECRYPT', policy } = key;
    const notes: string[] = [];
    if (!isSymmetric(key)) {
      notes.push(
        `Key ${shown} is ${spec} for ${usage}: Step Functions takes symmetric encryption keys only, so the deployment fails and nothing is encrypted under it.`,
      );
    }
    // https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys.html
    if (key.origin === 'EXTERNAL') {
      notes.push(
        `Key ${shown} takes imported key material (Origin EXTERNAL): it cannot be used before the import, and the answers are those after it.`,
      );
    }
    if (!mightAllow([policy], 'kms:PutKeyPolicy')) {
      notes.push(
        `The policy of key ${shown} lets no principal change it again: KMS rejects it unless BypassPolicyLockoutSafetyCheck is true.`,
      );
    }
    return notes;
  });
}

/** Returns how to give the policy of each key that the template does not create. */
export function notesOnUnknownPolicies(
  keys: readonly PartialKnowledge<KmsKey>[],
): readonly string[] {
  const arns = keys
    .filter((key) => unreadOf(key).some(({ what }) => what.startsWith('policy of key ')))
    .map((key) => upperBound(key).arn)
    .filter((arn) => !hasHoles(arn));
  return [...new Set(arns)].map(
    (arn) => `To give the policy of the key, add --key-policy ${arn}=FILE`,
  );
}
