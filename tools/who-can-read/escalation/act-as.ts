import { upperBound } from '../account/partial-knowledge.ts';
import { type AssumeRoleRequest, decideAssumeRole } from '../decision/assume-role.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import { conditionsFor, federatedAction } from '../report/federated-principals.ts';
import { type Answer, answerOf } from '../report/finding.ts';
import { type Evaluate, together } from './evaluate-access.ts';
import { oncePerTrustClass } from './trust-class.ts';
import { serviceRuns } from './via-services.ts';

/** A way to act as another principal. */
export interface ActingAs {
  readonly answer: Answer;
  readonly steps: readonly string[];
  /** The known values that an unknown answer depends on. */
  readonly dependsOn?: readonly string[];
}

type AssumeAction = NonNullable<AssumeRoleRequest['action']>;

const userKeys = [
  ['iam:CreateAccessKey', 'makes itself an access key of'],
  ['iam:CreateLoginProfile', 'sets a password for'],
  ['iam:UpdateLoginProfile', 'sets a new password for'],
] as const;

/**
 * Yields all ways in which a principal could act as a user or role of the workflow's account, the shortest
 * first. Each is evaluated only on request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function* actingAs(
  model: AccessModel,
  from: Subject,
  into: Subject,
  evaluate: Evaluate,
): Generator<ActingAs> {
  const { kind } = upperBound(into.caller).principal;
  if (kind === 'user') {
    for (const [action, words] of userKeys) {
      yield { answer: evaluate(action, into.id), steps: [`${words} ${into.name} (${action})`] };
    }
  }
  if (kind !== 'role' || !into.trustPolicy) return;
  const assumes = assumeStep(from, into);
  const trusts = `lets ${into.name} trust itself (iam:UpdateAssumeRolePolicy)`;
  yield { ...assuming(from, into), steps: [assumes] };
  yield { answer: mayEditTrust(from, into, evaluate), steps: [trusts, assumes] };
  for (const service of serviceRuns) {
    yield {
      answer: mayRunAs(model, service, into, evaluate),
      steps: [`${service.words} ${into.name} (${service.action}, iam:PassRole)`],
    };
  }
}

/** A token of an identity provider must meet the conditions of the trust policy. */
function assumeStep(from: Subject, into: Subject): string {
  const { principal } = upperBound(from.caller);
  if (principal.kind !== 'federated' || !into.trustPolicy) {
    return `assumes ${into.name} (sts:AssumeRole)`;
  }
  const conditions = conditionsFor(principal.provider, upperBound(into.trustPolicy));
  const token = conditions === '' ? 'any token' : `a token that meets ${conditions}`;
  return `assumes ${into.name} with ${token} (sts:${federatedAction(principal)})`;
}

/** Returns whether the trust policy of a role, and its own policies, allow a principal to assume it. */
export function mayAssume(from: Subject, into: Subject): Answer {
  return assuming(from, into).answer;
}

const decideOnce = oncePerTrustClass((caller, role, action: AssumeAction) =>
  decideAssumeRole({ caller, role, action }),
);

function assuming(from: Subject, into: Subject): Pick<ActingAs, 'answer' | 'dependsOn'> {
  if (!into.trustPolicy) return { answer: 'no' };
  const role = { arn: into.id, trustPolicy: upperBound(into.trustPolicy) };
  const caller = upperBound(from.caller);
  const { principal } = caller;
  const action = principal.kind === 'federated' ? federatedAction(principal) : 'AssumeRole';
  const { outcome, unknown } = decideOnce(caller, role, action);
  const { answer, unread } = answerOf(outcome, [from.caller, into.trustPolicy]);
  // An external id is an example of the first, and a trust policy that is not valid of the second.
  const dependsOn = [...unknown, ...unread.map(({ what, why }) => `${what} (${why})`)];
  return answer === 'unknown' ? { answer, dependsOn } : { answer };
}

/** After that the role's trust policy names the principal, which is enough within an account. */
export function mayEditTrust(from: Subject, into: Subject, evaluate: Evaluate): Answer {
  const { kind } = upperBound(from.caller).principal;
  if (kind !== 'user' && kind !== 'role') return 'no';
  return evaluate('iam:UpdateAssumeRolePolicy', into.id);
}

function mayRunAs(
  model: AccessModel,
  { principal, action, sourceArn }: (typeof serviceRuns)[number],
  into: Subject,
  evaluate: Evaluate,
): Answer {
  const { account } = model;
  const passes = evaluate('iam:PassRole', into.id, { 'iam:PassedToService': principal });
  if (passes === 'no' || !into.trustPolicy) return 'no';
  const may = together(passes, evaluate(action, '*'));
  if (may === 'no') return 'no';
  const service = {
    kind: 'service',
    name: principal,
    sourceAccount: account,
    sourceArn: sourceArn(model),
  } as const;
  const role = { arn: into.id, trustPolicy: upperBound(into.trustPolicy) };
  const caller = { principal: service, identityPolicies: [] };
  const { outcome } = decideAssumeRole({ caller, role });
  return together(may, answerOf(outcome, [into.trustPolicy]).answer);
}
