import { type Arn, parseArn } from '../arn.ts';
import { decide } from '../decision/decide.ts';
import { overrideVerdict } from '../decision/override-verdict.ts';
import type { Verdict } from '../decision/verdict.ts';
import { InvalidArnError } from '../errors.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import { type PrincipalFacts, principalFacts } from '../principal/principal-facts.ts';
import { keyStateError } from './key-state.ts';
import { kmsContext } from './kms-context.ts';
import { isSymmetric, type KmsKey } from './kms-key.ts';
import { kmsOperations } from './kms-operations.ts';
import type { KmsRequest } from './kms-request.ts';
import { matchGrants, matchRetirableGrants } from './match-grant.ts';

/** A request, the principal that makes it, and the key. */
export interface KmsDecisionInput {
  readonly request: KmsRequest;
  readonly caller: Caller;
  readonly key: KmsKey;
}

/**
 * Decides whether KMS allows a request. Unlike other services, KMS uses identity policies only if the
 * key policy delegates the decision to the account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * @returns the verdict.
 * @throws InvalidArnError when the key's or the principal's ARN is malformed.
 */
export function decideKms({ request, caller, key }: KmsDecisionInput): Verdict {
  const arn = parseArn(key.arn);
  if (arn.service !== 'kms') throw new InvalidArnError(key.arn, 'not the ARN of a KMS key');
  const facts = principalFacts(caller.principal);
  const retires = request.operation === 'RetireGrant';
  const verdict = decide({
    caller,
    facts,
    action: `kms:${request.operation}`,
    resource: key.partialArn ?? key.arn,
    resourceAccount: arn.account,
    resourcePolicy: retires ? withoutStatements(key.policy) : key.policy,
    context: kmsContext(request, facts, caller, key, arn),
    identityAloneIsEnough: false,
    grants: retires
      ? matchRetirableGrants(key.grants, request, facts, arn.account)
      : matchGrants(key.grants, request, facts),
    resourceControlPolicies: key.resourceControlPolicies,
  });
  return applyServiceRules(verdict, request, facts, arn, key);
}

/**
 * The permission to retire a grant "is not effective in a key policy".
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 */
function withoutStatements(policy: PolicyDocument): PolicyDocument {
  return { ...policy, statements: [] };
}

/** Operations of symmetric encryption keys, which all support an encryption context. */
const symmetric: readonly KmsRequest['operation'][] = [
  ...(['Decrypt', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const),
  ...(['ReEncryptFrom', 'ReEncryptTo'] as const),
];

/** Applies rules that no policy can change. If policies already deny, they remain the reason. */
function applyServiceRules(
  verdict: Verdict,
  { operation }: KmsRequest,
  facts: PrincipalFacts,
  arn: Arn,
  key: KmsKey,
): Verdict {
  const foreign = facts.account !== undefined && facts.account !== arn.account;
  const across = kmsOperations[operation].crossAccount;
  if (operation === 'RetireGrant' && verdict.rule === 'no-resource-policy') {
    return overrideVerdict(verdict, 'no-grant');
  }
  if (verdict.outcome === 'denied') return verdict;
  if (facts.principal.kind === 'anonymous') return overrideVerdict(verdict, 'no-credentials');
  if (foreign && !across && key.partialArn === undefined)
    return overrideVerdict(verdict, 'not-across-accounts');
  if (symmetric.includes(operation) && !isSymmetric(key))
    return overrideVerdict(verdict, 'key-spec');
  const error = keyStateError(operation, key.state);
  return error ? overrideVerdict(verdict, 'key-state', `it ${error.text}`) : verdict;
}
