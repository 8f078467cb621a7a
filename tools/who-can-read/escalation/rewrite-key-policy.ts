import { knowledge, unreadOf, upperBound } from '../account/partial-knowledge.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { principalFacts } from '../principal/principal-facts.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import { type KeyInUse, keysInUse } from '../report/keys-in-use.ts';
import { after, best, type EscalationPath } from './escalation-path.ts';
import { evaluateKey, together } from './evaluate-access.ts';
import { stepsToEnable } from './key-state-steps.ts';

const READS: EscalationPath = { steps: [], answer: 'yes' };

/**
 * Returns the best path for a principal that changes a key policy to name itself. KMS accepts a new policy
 * in every state of the key. A disabled key must then be enabled with the permission of the new policy.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function pathByKeyPolicy(model: AccessModel, subject: Subject): EscalationPath | undefined {
  return best(keysInUse(model).map((one) => pathBy(subject, one)));
}

function pathBy({ caller }: Subject, { key }: KeyInUse): EscalationPath | undefined {
  const may = evaluateKey(key, caller, { operation: 'PutKeyPolicy' });
  if (may === 'no') return undefined;
  const changes = stepsToEnable(upperBound(key).state);
  const answers = changes.map(({ operation }, at) => {
    const state = changes[at - 1]?.next ?? upperBound(key).state;
    const policy = policyFor(principalFacts(upperBound(caller).principal).principalArn);
    const rewritten = knowledge({ ...upperBound(key), state, policy }, unreadOf(key));
    return evaluateKey(rewritten, caller, { operation });
  });
  const rewrites = 'rewrites the key policy to name itself (kms:PutKeyPolicy)';
  return after(together(may, ...answers), [rewrites, ...changes.map(({ step }) => step)], READS);
}

/** The key policy that allows a principal everything. */
function policyFor(principalArn = '*') {
  const statement = { Effect: 'Allow', Principal: { AWS: principalArn }, Action: 'kms:*' };
  const json = { Version: '2012-10-17', Statement: [{ ...statement, Resource: '*' }] };
  return parsePolicy(json, 'key-policy', 'the rewritten key policy');
}
