import type { Verdict } from '../decision/verdict.ts';
import { policiesOf, requestedKeys } from '../policy/requested-keys.ts';
import { decideKms, type KmsDecisionInput } from './decide-kms.ts';
import { policiesOfKey } from './kms-key.ts';
import { kmsOperations } from './kms-operations.ts';

const ALIAS = 'kms:requestalias';
const ranks = { allowed: 0, unknown: 1, denied: 2 } as const;

/**
 * Returns whether KMS allows a direct request by any name of the key: its id or an alias. A policy can
 * require an alias. If the aliases are unknown, every answer that depends on them is unknown.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-request-alias
 */
export function decideByAnyName(input: KmsDecisionInput): Verdict {
  const { request, caller, key } = input;
  const plain = decideKms(input);
  if (plain.outcome === 'allowed' || !takesAlias(request)) return plain;
  const policies = [...policiesOfKey(key), ...policiesOf(caller)];
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
