import { upperBound } from '../account/partial-knowledge.ts';
import { decideByAnyName } from '../kms/decide-by-any-name.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { KmsOperation } from '../kms/kms-operations.ts';
import type { AccessModel, Subject, WorkflowStateMachine } from '../report/access-model.ts';
import { type Finding, finding, type Trial, trial } from '../report/finding.ts';
import { mightAllow } from '../report/might-allow.ts';
import { encryptionContextOf } from '../step-functions/resource-arn.ts';

/** Both return the plaintext: a caller can decrypt data that is re-encrypted under their own key. */
const operations = ['Decrypt', 'ReEncryptFrom'] as const;
type Operation = (typeof operations)[number];
const OWN_KEY = 'The workflow is encrypted with an AWS owned key, which no principal can call.';

/**
 * Returns whether KMS decrypts the workflow's data for the principal directly. The principal also needs the
 * ciphertext, which Step Functions never returns.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function decryptsDirectly({ stateMachine }: AccessModel, subject: Subject): Finding {
  const context = encryptionContextOf({ kind: 'state-machine', arn: stateMachine.arn });
  return finding(decryptTrials(stateMachine.key, subject, context, 'workflow data'), OWN_KEY);
}

/**
 * Returns whether KMS decrypts this workflow's log events, during delivery to CloudWatch Logs, for the
 * principal. A service that acts for another account has that account's encryption context.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html#cw-logs-kms
 */
export function decryptsDelivery(model: AccessModel, subject: Subject): Finding {
  const { partition, region, account, stateMachine } = model;
  const { principal } = upperBound(subject.caller);
  const acting = principal.kind === 'service' ? (principal.sourceAccount ?? account) : account;
  const context = { SourceArn: `arn:${partition}:logs:${region}:${acting}:*` };
  return finding(decryptTrials(stateMachine.key, subject, context, 'log events'), OWN_KEY);
}

/**
 * Returns whether the policy or the grants of a key allow an operation to any principal. Otherwise identity
 * policies have no effect.
 */
export function mightServe({ policy, grants }: KmsKey, operation: KmsOperation): boolean {
  const granted = grants.some((grant) => grant.operations.includes(operation));
  return granted || mightAllow([policy], `kms:${operation}`);
}

/**
 * Returns the decisions on both operations that return the plaintext, called directly on a key in a
 * context; empty for an AWS owned key.
 * @param what the decrypted data, in words.
 */
export function decryptTrials(
  key: WorkflowStateMachine['key'],
  subject: Subject,
  encryptionContext: Readonly<Record<string, string>>,
  what: string,
): readonly Trial[] {
  if (!key) return [];
  const open = operations.filter((operation) => mightServe(upperBound(key), operation));
  const tried: readonly Operation[] = open.length > 0 ? open : ['Decrypt'];
  return tried.map((operation) => {
    const caller = upperBound(subject.caller);
    const request = { operation, encryptionContext };
    const verdict = decideByAnyName({ request, caller, key: upperBound(key) });
    const readings = [subject.caller, key];
    const reason = `kms:${operation}: ${verdict.reason}`;
    return trial(`kms:${operation} of ${what}`, verdict.outcome, reason, [verdict], readings);
  });
}
