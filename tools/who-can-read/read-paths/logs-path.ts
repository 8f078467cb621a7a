import { upperBound } from '../account/partial-knowledge.ts';
import type { Verdict } from '../decision/verdict.ts';
import { policiesOf } from '../policy/requested-keys.ts';
import type { AccessModel, LogGroup, Subject } from '../report/access-model.ts';
import { type Finding, finding, type Trial, trial } from '../report/finding.ts';
import { mightAllow, treatsResourcesAlike } from '../report/might-allow.ts';
import { decideSome } from '../report/some-resource.ts';

/**
 * Actions that return log events, or a stream of them. A reader does not need a permission on the key of a
 * log group, because CloudWatch Logs decrypts with its own permissions.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const logActions = [
  'GetLogEvents',
  'FilterLogEvents',
  'StartQuery',
  'StartLiveTail',
  'CreateExportTask',
  'PutSubscriptionFilter',
] as const;

type LogAction = (typeof logActions)[number];

/** Returns whether the principal can read one of the workflow's log groups. */
export function readsLogs(model: AccessModel, subject: Subject): Finding {
  const { identityPolicies } = upperBound(subject.caller);
  const { kind } = upperBound(subject.caller).principal;
  // Log groups do not have a resource policy that could allow a read.
  const open = logActions.filter(
    (action) => kind === 'root' || mightAllow(identityPolicies, `logs:${action}`),
  );
  const tried: readonly LogAction[] = open.length > 0 ? open : ['FilterLogEvents'];
  const tries = tried.map((action) => tryAction(model, subject, action));
  const trials = model.logGroups.flatMap((group) => tries.map((tryOn) => tryOn(group)));
  const found = finding(trials, 'There is no log group.');
  return { ...found, by: [...new Set(found.by)] };
}

/** Returns a function that tries an action on a log group. If no policy names groups, it decides once for all. */
function tryAction(
  { account, region }: AccessModel,
  { caller }: Subject,
  action: LogAction,
): (group: LogGroup) => Trial {
  const request = {
    caller: upperBound(caller),
    action: `logs:${action}`,
    resourceAccount: account,
    context: { 'aws:RequestedRegion': region },
  };
  const decideOn = ({ arn }: LogGroup): Verdict =>
    decideSome(request, [
      // This is the form that CloudWatch Logs uses in its denials.
      { begins: `${arn}:log-stream:`, colons: false },
      { begins: `${arn}:`, colons: true },
    ]);
  const { serviceControlPolicies = [] } = request.caller;
  const policies = [...policiesOf(request.caller), ...serviceControlPolicies.flat()];
  const isOnce = treatsResourcesAlike(policies, request.action);
  let known: { readonly verdict: Verdict; readonly group: LogGroup } | undefined;
  return (group) => {
    if (!known || !isOnce) known = { verdict: decideOn(group), group };
    const resource = known.verdict.resource.replace(known.group.arn, group.arn);
    const verdict = { ...known.verdict, resource };
    const reason = `logs:${action}: ${verdict.reason}`;
    return trial(group.name, verdict.outcome, reason, [verdict], [caller]);
  };
}
