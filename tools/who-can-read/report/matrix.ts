import { upperBound } from '../account/partial-knowledge.ts';
import { isKmsOperation, type KmsOperation, kmsOperations } from '../kms/kms-operations.ts';
import { apis, decideApi, readingsBehind } from '../read-paths/workflow-path.ts';
import { encryptionContextOf } from '../step-functions/resource-arn.ts';
import type { StepFunctionsApi } from '../step-functions/step-functions-apis.ts';
import type { StepFunctionsDecision } from '../step-functions/step-functions-decision.ts';
import type { Subject, WorkflowStateMachine } from './access-model.ts';
import { decideByAnyName } from './any-name.ts';
import { type Answer, answerOf } from './finding.ts';

type IncludedData = 'ALL_DATA' | 'METADATA_ONLY';

/** What comes of a call: what the answer holds, or who refuses it. */
export type Effect = 'data' | 'metadata' | 'refused by IAM' | 'refused by the key' | 'unknown';

/** What actions of the Step Functions API, all unless told, answer a principal. */
export function apiMatrix(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
  asked: readonly StepFunctionsApi[] = apis(),
): ReadonlyMap<StepFunctionsApi, Effect> {
  return new Map(asked.map((api) => [api, apiEffect(stateMachine, subject, api)]));
}

/** What one action answers a principal. */
export function apiEffect(
  stateMachine: WorkflowStateMachine,
  subject: Subject,
  api: StepFunctionsApi,
  includedData: IncludedData = 'ALL_DATA',
): Effect {
  return effectOf(decideApi(stateMachine, subject, api, includedData), stateMachine, subject);
}

/** How KMS is called. */
export interface KeyCall {
  /** Left out: the workflow's own. */
  readonly encryptionContext?: Readonly<Record<string, string>>;
  /** Left out: directly. */
  readonly viaService?: string;
}

/** Whether KMS serves a principal, by permission; all of them unless told. */
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
  return error?.name === 'AccessDeniedException' ? 'refused by IAM' : 'refused by the key';
}
