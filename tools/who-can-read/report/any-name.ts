import type { Verdict } from '../decision/verdict.ts';
import { decideKms, type KmsDecisionInput } from '../kms/decide-kms.ts';
import { kmsOperations } from '../kms/kms-operations.ts';
import { policiesOf, requestedKeys } from './requested-keys.ts';

const ALIAS = 'kms:requestalias';
const ranks = { allowed: 0, unknown: 1, denied: 2 } as const;

/**
 * Whether KMS serves a direct request, by whichever name the caller chooses for the key: its id, or
 * an alias, which a policy may ask for. Where the aliases are not known, nor is what hangs on them.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-request-alias
 */
export function decideByAnyName(input: KmsDecisionInput): Verdict {
  const { request, caller, key } = input;
  const plain = decideKms(input);
  if (plain.outcome === 'allowed' || !takesAlias(request)) return plain;
  const policies = [key.policy, ...policiesOf(caller)];
  if (!policies.some((policy) => requestedKeys(policy).has(ALIAS))) return plain;
  const named = key.aliases
    ? key.aliases.map((alias) => ({ ...request, alias }))
    : [{ ...request, unknownKeys: [ALIAS] }];
  return named
    .map((one) => decideKms({ ...input, request: one }))
    .reduce((best, one) => (ranks[one.outcome] < ranks[best.outcome] ? one : best), plain);
}

function takesAlias({ operation, viaService, alias }: KmsDecisionInput['request']): boolean {
  if (viaService !== undefined || alias !== undefined) return false;
  const { needs } = kmsOperations[operation];
  return needs === 'cryptographic' || operation === 'DescribeKey' || operation === 'GetPublicKey';
}
