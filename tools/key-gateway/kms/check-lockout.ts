import { partitionOf } from 'helpers/partition';
import { decideKms, InvalidPolicyError, type KmsKey, parsePolicy } from 'who-can-read';
import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import { kmsRequest } from './kms-request.ts';
import type { LoadedKeys } from './load-keys.ts';

/** Operations that set a key policy. */
const SETS_POLICY = ['CreateKey', 'PutKeyPolicy', 'ReplicateKey'];

/**
 * The lockout safety check of KMS: a new key policy must allow the caller to change the policy again,
 * unless the request sets BypassPolicyLockoutSafetyCheck.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 *
 * @param key that gets the policy; left out for a new key.
 * @returns the error of KMS; undefined when the policy passes, and when the request sets none.
 */
export function checkLockout(
  request: ProtectedRequest,
  { identity, caller, conditionContext }: LoadedKeys,
  key: KmsKey | undefined,
): AwsError | undefined {
  if (!SETS_POLICY.includes(request.operation)) return undefined;
  const given = text(request, 'Policy');
  if (given === undefined || request.input['BypassPolicyLockoutSafetyCheck'] === true) {
    return undefined;
  }
  const { region } = request.credential;
  const newKey = {
    arn: `arn:${partitionOf(region)}:kms:${region}:${identity.account}:key/new`,
    state: 'Enabled',
    grants: [],
  } as const;
  try {
    const policy = parsePolicy(JSON.parse(given), 'key-policy', 'the new key policy');
    const next = kmsRequest('PutKeyPolicy', {}, conditionContext);
    const verdict = decideKms({ request: next, caller, key: { ...(key ?? newKey), policy } });
    return verdict.outcome === 'denied' ? lockedOut : undefined;
  } catch (error) {
    if (error instanceof InvalidPolicyError) return malformed(error.message);
    if (error instanceof SyntaxError) return malformed('The policy is not JSON.');
    throw error;
  }
}

function malformed(message: string): AwsError {
  return { status: 400, type: 'MalformedPolicyDocumentException', message };
}

const lockedOut = malformed(
  'The new key policy will not allow you to update the key policy in the future.',
);
