import { type PartialKnowledge, upperBound } from '../account/partial-knowledge.ts';
import type { ContextInput } from '../context/request-context.ts';
import { decideIdentity } from '../decision/decide-identity.ts';
import { decideKms } from '../kms/decide-kms.ts';
import { isSymmetric, type KmsKey } from '../kms/kms-key.ts';
import type { KmsRequest } from '../kms/kms-request.ts';
import type { Caller } from '../principal/caller.ts';
import { mightServe } from '../read-paths/decrypt-path.ts';
import type { AccessModel } from '../report/access-model.ts';
import { type Answer, answerOf } from '../report/finding.ts';
import { type KeyInUse, keysInUse } from '../report/keys-in-use.ts';
import { mightAllow } from '../report/might-allow.ts';

/** Returns whether a caller can call an action on a resource of the workflow's account. */
export type Evaluate = (action: string, resource: string, context?: ContextInput) => Answer;

/** Returns an evaluator for one caller. */
export function evaluatorFor(
  { account, region }: AccessModel,
  caller: PartialKnowledge<Caller>,
): Evaluate {
  return (action, resource, context = {}) => {
    const known = upperBound(caller);
    const { kind } = known.principal;
    if (kind !== 'root' && !mightAllow(known.identityPolicies, action, resource)) return 'no';
    const { outcome } = decideIdentity({
      caller: known,
      action,
      resource,
      resourceAccount: account,
      context: { 'aws:RequestedRegion': region, ...context },
    });
    return answerOf(outcome, [caller]).answer;
  };
}

/** Returns whether KMS allows a request of the caller on one of the workflow's keys. */
export function evaluateKeys(
  model: AccessModel,
  caller: PartialKnowledge<Caller>,
  request: (key: KeyInUse) => KmsRequest | readonly KmsRequest[],
): Answer {
  return eitherOf(keysInUse(model), (one) =>
    eitherOf([request(one)].flat(), (asked) => evaluateKey(one.key, caller, asked)),
  );
}

/** Returns whether KMS allows a request on a key; `no` for a key that cannot encrypt the data. */
export function evaluateKey(
  key: PartialKnowledge<KmsKey>,
  caller: PartialKnowledge<Caller>,
  request: KmsRequest,
): Answer {
  // A token of an identity provider cannot sign a request; the role that is assumed with it can.
  if (upperBound(caller).principal.kind === 'federated') return 'no';
  if (!isSymmetric(upperBound(key)) || !mightServe(upperBound(key), request.operation)) return 'no';
  const verdict = decideKms({ request, caller: upperBound(caller), key: upperBound(key) });
  return answerOf(verdict.outcome, [caller, key]).answer;
}

/** Returns `yes` if all answers are `yes`, and `no` if one is `no`. */
export function together(...answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

/** Returns `either` of the answers for some items. It stops after a `yes`. */
export function eitherOf<Item>(items: Iterable<Item>, ask: (item: Item) => Answer): Answer {
  let found: Answer = 'no';
  for (const item of items) {
    found = either(found, ask(item));
    if (found === 'yes') return found;
  }
  return found;
}

/** Returns `yes` if one answer is `yes`, and `no` if all are `no`. */
export function either(...answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}
