import { type Caller, decideKms, type KmsKey, principalFacts } from 'who-can-read';

/**
 * Returns why KMS would reject a key policy that a caller wants to save, or undefined where it would
 * not: the policy must let the same caller change it again.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#KMS-PutKeyPolicy-request-BypassPolicyLockoutSafetyCheck
 *
 * @param key with the new policy, before it is saved.
 */
export function lockoutOf(caller: Caller, key: KmsKey): string | undefined {
  const request = { operation: 'PutKeyPolicy', context: {} } as const;
  const { outcome } = decideKms({ request, caller, key });
  if (outcome === 'allowed') return undefined;
  const { name } = principalFacts(caller.principal);
  return `KMS would reject this policy, because ${name} could not change it again.`;
}
