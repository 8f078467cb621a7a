import { upperBound } from '../account/partial-knowledge.ts';
import { AccessError } from '../errors.ts';
import { decideByAnyName } from '../kms/decide-by-any-name.ts';
import { isKmsOperation, kmsOperations } from '../kms/kms-operations.ts';
import { takesTask } from '../read-paths/activity-path.ts';
import { evaluateReadPath, readPathNames } from '../read-paths/read-paths.ts';
import { apis, tryApi } from '../read-paths/workflow-path.ts';
import { encryptionContextOf } from '../step-functions/resource-arn.ts';
import type { AccessModel, Subject } from './access-model.ts';
import { type Trial, trial } from './finding.ts';

/** The principal or action to explain does not exist. */
export class ExplainError extends AccessError {
  override readonly name = 'ExplainError';
}

/**
 * Returns the principal that has an ARN, a service name, a logical id or a name of the report, or the only
 * principal whose ARN ends with the text.
 * @throws ExplainError when there is none, or more than one.
 */
export function findSubject({ subjects }: AccessModel, text: string): Subject {
  const exact = subjects.filter((one) => [one.id, one.logicalId, one.name].includes(text));
  const partly = subjects.filter(({ id }) => id.endsWith(`/${text}`));
  const [subject, ...others] = exact.length > 0 ? exact : partly;
  if (subject && others.length === 0) return subject;
  const meant = subject ? [subject, ...others].map(({ id }) => id) : [];
  const names = subjects.map(({ name }) => name).slice(0, 30);
  throw new ExplainError(
    subject
      ? `${text} can be any of ${meant.join(', ')}`
      : `there is no principal ${text}; there are, among others: ${names.join(', ')}`,
  );
}

/**
 * Returns all trials for one principal, or those of one action: `states:DescribeExecution`,
 * `kms:Decrypt`, `logs:FilterLogEvents`, `dynamodb:Scan`.
 * @throws ExplainError for an action that the report does not evaluate.
 */
export function explain(model: AccessModel, subject: Subject, action?: string): readonly Trial[] {
  const readPaths = readPathNames.flatMap((name) => evaluateReadPath(name, model, subject).trials);
  if (action === undefined) return readPaths;
  const [service, name = ''] = action.split(':');
  const tried = readPaths.filter(({ verdicts }) => verdicts.some((one) => one.action === action));
  if (action === 'states:GetActivityTask' && model.activities.length > 0) {
    return model.activities.map((activity) => takesTask(activity, subject));
  }
  if (service === 'states') {
    const api = apis().find((one) => one === name);
    if (api) return [tryApi(model.stateMachine, subject, api)];
  }
  if (tried.length > 0) return tried;
  if (service === 'kms' && isKmsOperation(name)) return tryKey(model, subject, name);
  throw new ExplainError(`${action} is not an action that this report evaluates`);
}

function tryKey(
  { stateMachine }: AccessModel,
  subject: Subject,
  operation: keyof typeof kmsOperations,
): readonly Trial[] {
  const { key } = stateMachine;
  if (!key)
    throw new ExplainError(
      'the workflow is encrypted with an AWS owned key, which no principal can call',
    );
  const encryptionContext = encryptionContextOf({ kind: 'state-machine', arn: stateMachine.arn });
  const { takesContext } = kmsOperations[operation];
  const request = { operation, ...(takesContext ? { encryptionContext } : {}) };
  const verdict = decideByAnyName({
    request,
    caller: upperBound(subject.caller),
    key: upperBound(key),
  });
  const what = `kms:${operation}, called directly`;
  return [trial(what, verdict.outcome, verdict.reason, [verdict], [subject.caller, key])];
}
