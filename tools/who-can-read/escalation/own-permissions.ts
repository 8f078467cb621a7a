import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { everythingPolicy } from '../policy/everything.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Caller } from '../principal/caller.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { pathByDirectChange } from './direct-changes.ts';
import { after, best, type EscalationPath } from './escalation-path.ts';
import { type Evaluate, evaluatorFor, together } from './evaluate-access.ts';
import { oncePerSubject } from './once-per-subject.ts';
import { permissionIndex } from './permission-index.ts';
import type { TakersOf } from './role-takers.ts';

type Kind = 'user' | 'role';

/** The actions that give a policy to an identity, for each kind of identity. */
const own: Readonly<Record<Kind, readonly string[]>> = {
  user: ['iam:PutUserPolicy', 'iam:AttachUserPolicy'],
  role: ['iam:PutRolePolicy', 'iam:AttachRolePolicy'],
};
const unbound: Readonly<Record<Kind, readonly string[]>> = {
  user: ['iam:DeleteUserPermissionsBoundary', 'iam:PutUserPermissionsBoundary'],
  role: ['iam:DeleteRolePermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
};
const ofManaged = ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'];
const ofGroup = ['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'];

/** The most permissive policy. */
export const everyPermission: PolicyDocument = everythingPolicy(
  'identity-policy',
  'a policy that allows everything',
);

/** An action that changes permissions, and whether the caller can call it. */
export interface Edit {
  readonly answer: Answer;
  readonly action: string;
}

/**
 * Returns whether a caller can change the permissions of a user or role: by its own policies, by a managed
 * policy that it has, or by one of its groups.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_actions-resources-contextkeys.html
 */
export function mayEdit(evaluate: Evaluate, target: Subject): Edit {
  return firstOf(evaluate, editsOf(target));
}

type Request = readonly [action: string, resource: string];

/** The requests that change the permissions of a user or role. */
function editsOf(target: Subject): readonly Request[] {
  const kind = kindOf(target);
  if (!kind) return [];
  const customers = target.managedPolicyArns.filter((arn) => !arn.includes(':iam::aws:'));
  return [
    ...own[kind].map((action) => [action, target.id] as const),
    ...customers.flatMap((arn) => ofManaged.map((action) => [action, arn] as const)),
    ...target.groupArns.flatMap((arn) => ofGroup.map((action) => [action, arn] as const)),
  ];
}

/** Returns a lookup of the subjects whose own policies might allow them to change another one's permissions. */
export function editorsOf(subjects: readonly Subject[]): TakersOf {
  const indexes = new Map(
    [...own.user, ...own.role, ...ofGroup, ...ofManaged].map((action) => [
      action,
      permissionIndex(subjects, action),
    ]),
  );
  return (into, among) =>
    new Set(
      editsOf(into).flatMap(([action, resource]) => indexes.get(action)?.(resource, among) ?? []),
    );
}

/** Returns whether a caller can lift the permissions boundary of a user or role that has one. */
export function mayUnbind(evaluate: Evaluate, target: Subject): Edit {
  const kind = kindOf(target);
  if (!kind || !upperBound(target.caller).boundary) return { answer: 'no', action: '' };
  return firstOf(
    evaluate,
    unbound[kind].map((action) => [action, target.id] as const),
  );
}

/** Returns the subject with all policies that it could get, with or without its boundary. */
export function withEverything(subject: Subject, bound: boolean): Subject {
  return { ...subject, caller: changed(subject.caller, [everyPermission], bound) };
}

/** Returns the path of a subject that has all permissions within its boundary. */
export const pathWithEverything = oncePerSubject((model, subject) =>
  pathByDirectChange(model, withEverything(subject, true)),
);

/** The subject without its boundary. */
export function withoutBoundary(subject: Subject): Subject {
  return { ...subject, caller: changed(subject.caller, [], false) };
}

/** Returns the best path for a principal that changes its own permissions. */
export function pathByOwnPermissions(
  model: AccessModel,
  subject: Subject,
): EscalationPath | undefined {
  const evaluate = evaluatorFor(model, subject.caller);
  const edit = mayEdit(evaluate, subject);
  const lift = mayUnbind(evaluate, subject);
  const both = edit.answer !== 'no' && lift.answer !== 'no';
  const via = (
    changedPath: () => EscalationPath | undefined,
    answer: Answer,
    steps: readonly string[],
  ) => {
    const rest = answer === 'no' ? undefined : changedPath();
    return rest && after(answer, steps, rest);
  };
  const direct = (changedSubject: Subject) => () => pathByDirectChange(model, changedSubject);
  const edits = `gives itself more permissions (${edit.action})`;
  const lifts = `lifts its own permissions boundary (${lift.action})`;
  return best([
    ...joins(model, subject, evaluate),
    via(() => pathWithEverything(model, subject), edit.answer, [edits]),
    via(direct(withoutBoundary(subject)), lift.answer, [lifts]),
    both
      ? via(direct(withEverything(subject, false)), together(edit.answer, lift.answer), [
          lifts,
          edits,
        ])
      : undefined,
  ]);
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
function joins(
  model: AccessModel,
  subject: Subject,
  evaluate: Evaluate,
): readonly (EscalationPath | undefined)[] {
  if (kindOf(subject) !== 'user') return [];
  return model.groups.map(({ arn, name, policies }) => {
    const answer = subject.groupArns.includes(arn) ? 'no' : evaluate('iam:AddUserToGroup', arn);
    if (answer === 'no') return undefined;
    const member = upperBound(changed(subject.caller, policies.map(upperBound), true));
    const unread = [...unreadOf(subject.caller), ...policies.flatMap(unreadOf)];
    const rest = pathByDirectChange(model, { ...subject, caller: knowledge(member, unread) });
    return rest && after(answer, [`joins the group ${name} (iam:AddUserToGroup)`], rest);
  });
}

function firstOf(evaluate: Evaluate, tries: readonly Request[]): Edit {
  let found: Edit = { answer: 'no', action: '' };
  for (const [action, resource] of tries) {
    const answer = evaluate(action, resource);
    if (answer === 'yes') return { answer, action };
    if (found.answer === 'no' && answer !== 'no') found = { answer, action };
  }
  return found;
}

function kindOf(subject: Subject): Kind | undefined {
  const { kind } = upperBound(subject.caller).principal;
  return kind === 'user' || kind === 'role' ? kind : undefined;
}

function changed(
  caller: PartialKnowledge<Caller>,
  more: readonly PolicyDocument[],
  bound: boolean,
): PartialKnowledge<Caller> {
  const { boundary, identityPolicies, ...rest } = upperBound(caller);
  const next = { ...rest, identityPolicies: [...identityPolicies, ...more] };
  return knowledge(bound && boundary ? { ...next, boundary } : next, unreadOf(caller));
}
