import { upperBound } from '../account/partial-knowledge.ts';
import type { AccessModel, Activity, Subject } from '../report/access-model.ts';
import { type Finding, finding, type Trial, trial } from '../report/finding.ts';
import { decideStepFunctions } from '../step-functions/decide-step-functions.ts';
import { encryptionContextOf } from '../step-functions/resource-arn.ts';
import { decryptTrials } from './decrypt-path.ts';
import { byReplicas } from './replica-keys.ts';
import { encryptionOf, reasonOf } from './workflow-path.ts';

/**
 * Returns whether the principal can get the input of tasks from an activity of the workflow, by taking a
 * task or by decrypting the data directly with KMS.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export function readsActivities({ activities }: AccessModel, subject: Subject): Finding {
  const trials = activities.flatMap((activity) => [
    takesTask(activity, subject),
    ...byReplicas(activity, ({ key }) =>
      decryptTrials(
        key,
        subject,
        encryptionContextOf({ kind: 'activity', arn: activity.arn }),
        `data of activity ${activity.name}`,
      ),
    ),
  ]);
  return finding(trials, 'There is no activity.');
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
export function takesTask(activity: Activity, { caller }: Subject): Trial {
  const { arn, name, key } = activity;
  const decision = decideStepFunctions({
    api: 'GetActivityTask',
    caller: upperBound(caller),
    target: { kind: 'activity', arn, encryption: encryptionOf(activity) },
  });
  const verdicts = [decision.call, ...decision.kmsCalls.map(({ verdict }) => verdict)];
  const readings = [caller, ...(key && decision.kmsCalls.length > 0 ? [key] : [])];
  const what = `GetActivityTask of ${name}`;
  return trial(what, decision.outcome, reasonOf(decision), verdicts, readings);
}
