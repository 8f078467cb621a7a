import { upperBound } from '../account/partial-knowledge.ts';
import { decideByAnyName } from '../kms/decide-by-any-name.ts';
import { isKmsOperation, type KmsOperation, kmsOperations } from '../kms/kms-operations.ts';
import { apis, decideApi, readingsBehind } from '../read-paths/workflow-path.ts';
import { encryptionContextOf } from '../step-functions/resource-arn.ts';
import type { StepFunctionsApi } from '../step-functions/step-functions-apis.ts';
import type { StepFunctionsDecision } from '../step-functions/step-functions-decision.ts';
import type { Subject, WorkflowStateMachine } from './access-model.ts';
import { type Answer, answerOf } from './finding.ts';

type IncludedData = 'ALL_DATA' | 'METADATA_ONLY';

/** The result of a call: the kind of data in the response, or the service that denies the call. */
export type Effect = 'data' | 'metadata' | 'denied by IAM' | 'denied by the key' | 'unknown';

/** Returns the results of actions of the Step Functions API for a principal (default: all actions). */
export function apiMatrix(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
  asked: readonly StepFunctionsApi[] = apis(),
): ReadonlyMap<StepFunctionsApi, Effect> {
  return new Map(asked.map((api) => [api, apiEffect(stateMachine, subject, api)]));
}

/** Returns the result of one action for a principal. */
export function apiEffect(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
  api: StepFunctionsApi,
  includedData: IncludedData = 'ALL_DATA',
): Effect {
  return effectOf(decideApi(stateMachine, subject, api, includedData), stateMachine, subject);
}

/** How the principal calls KMS. */
export interface KeyCall {
  /** Left out: the encryption context of the workflow. */
  readonly encryptionContext?: Readonly<Record<string, string>>;
  /** Left out: directly. */
  readonly viaService?: string;
}

/** Returns whether KMS allows the requests of a principal, by operation (default: all operations). */
export function keyMatrix(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
  { viaService, encryptionContext }: KeyCall = {},
  asked: readonly KmsOperation[] = Object.keys(kmsOperations).filter(isKmsOperation),
): ReadonlyMap<KmsOperation, Answer> {
  const { key } = stateMachine;
  if (!key) return new Map();
  const own = encryptionContextOf({ kind: 'state-machine', arn: stateMachine.arn });
  const context = { encryptionContext: encryptionContext ?? own };
  return new Map(
    asked.map((operation) => {
      const { takesContext } = kmsOperations[operation];
      const request = {
        operation,
        ...(takesContext ? context : {}),
        ...(viaService === undefined ? {} : { viaService }),
      };
      const verdict = decideByAnyName({
        request,
        caller: upperBound(subject.caller),
        key: upperBound(key),
      });
      return [operation, answerOf(verdict.outcome, [subject.caller, key]).answer] as const;
    }),
  );
}

function effectOf(
  decision: StepFunctionsDecision,
  stateMachine: WorkflowStateMachine,
  subject: Subject,
): Effect {
  const { outcome, sees, error } = decision;
  const { answer } = answerOf(outcome, readingsBehind(decision, stateMachine, subject));
  if (answer === 'unknown') return 'unknown';
  if (answer === 'yes') return sees === 'data' ? 'data' : 'metadata';
  return error?.name === 'AccessDeniedException' ? 'denied by IAM' : 'denied by the key';
}
