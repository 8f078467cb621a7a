import { knowledge, unreadOf, upperBound } from '../account/partial-knowledge.ts';
import type { ContextInput } from '../context/request-context.ts';
import { decideAssumeRole } from '../decision/assume-role.ts';
import { everythingPolicy } from '../policy/everything.ts';
import type { Tags } from '../principal/principal.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import { type Answer, answerOf } from '../report/finding.ts';
import { mightAllow } from '../report/might-allow.ts';
import { mayAssume, mayEditTrust } from './act-as.ts';
import { pathByDirectChange } from './direct-changes.ts';
import { after, best, type EscalationPath } from './escalation-path.ts';
import { type Evaluate, evaluatorFor, together } from './evaluate-access.ts';
import { oncePerSubject } from './once-per-subject.ts';
import { mayEdit, withEverything } from './own-permissions.ts';
import { permissionIndex } from './permission-index.ts';
import { requestedTags, trustedTags } from './requested-tags.ts';
import type { TakersOf } from './role-takers.ts';
import { pathByActingAs } from './via-principal.ts';

const tagActions = { user: 'iam:TagUser', role: 'iam:TagRole' } as const;

/**
 * Returns the best path for a principal that gets the tags that policies require, as its own tags or as
 * the tags of a session.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function pathByTags(
  model: AccessModel,
  from: Subject,
  into: Subject = from,
): EscalationPath | undefined {
  const { kind } = upperBound(into.caller).principal;
  if (kind !== 'user' && kind !== 'role') return undefined;
  const evaluate = evaluatorFor(model, from.caller);
  return best(
    tagChanges(model, into).flatMap((change) => [
      ...pathsTo(model, from, into, change, evaluate),
      ...(kind === 'user' && from === into
        ? [inFederation(model, change.tagged, evaluate, change.context)]
        : []),
    ]),
  );
}

/** A subject with tags that policies require. */
interface TagChange {
  readonly tagged: Subject;
  /** The tags in the request that sets them. */
  readonly context: ContextInput;
  /** Returns the path of the tagged subject, computed at the first call. */
  readonly onward: () => EscalationPath | undefined;
}

/** Many subjects can tag the same one. */
const tagChanges = oncePerSubject((model, into): readonly TagChange[] =>
  requestedTags(model, into).map((tags) => {
    const tagged = withTags(into, tags);
    let known: { readonly path: EscalationPath | undefined } | undefined;
    const onward = () => {
      known ??= { path: pathByDirectChange(model, tagged) };
      return known.path;
    };
    return { tagged, context: contextOf(tags), onward };
  }),
);

/** Returns the best path of a subject once it has tags that policies require; undefined where there is none. */
export function pathWithTags(model: AccessModel, into: Subject): EscalationPath | undefined {
  return best(tagChanges(model, into).map(({ onward }) => onward()));
}

/**
 * Returns subjects that might make another one, or a session of it, have tags.
 * @param subjects all that are looked up.
 */
export function taggersOf(subjects: readonly Subject[], takersOf: TakersOf): TakersOf {
  const tagUsers = permissionIndex(subjects, tagActions.user);
  const tagRoles = permissionIndex(subjects, tagActions.role);
  const trustEditors = permissionIndex(subjects, 'iam:UpdateAssumeRolePolicy');
  return (into, among) => {
    if (upperBound(into.caller).principal.kind === 'user') return new Set(tagUsers(into.id, among));
    const sessions = takesSessionTags(into) ? takersOf(into, among) : [];
    return new Set([...tagRoles(into.id, among), ...trustEditors(into.id, among), ...sessions]);
  };
}

function takesSessionTags({ trustPolicy }: Subject): boolean {
  return trustPolicy !== undefined && mightAllow([upperBound(trustPolicy)], 'sts:TagSession');
}

/** Returns the best path for a principal that first gives itself the permission to set tags. */
export function pathByEditAndTags(
  model: AccessModel,
  subject: Subject,
): EscalationPath | undefined {
  const { answer, action } = mayEdit(evaluatorFor(model, subject.caller), subject);
  if (answer === 'no') return undefined;
  const rest = pathByTags(model, withEverything(subject, true));
  return rest && after(answer, [`gives itself more permissions (${action})`], rest);
}

/**
 * Returns the best path for a principal that gets the tags that a trust policy requires, and then assumes
 * that role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_attribute-based-access-control.html
 */
export function pathByTagsInto(
  model: AccessModel,
  from: Subject,
  into: Subject,
  onward: EscalationPath,
): EscalationPath | undefined {
  const { kind } = upperBound(from.caller).principal;
  if (kind !== 'user' && kind !== 'role') return undefined;
  const evaluate = evaluatorFor(model, from.caller);
  return best(
    trustedTags(into).map((tags) => {
      const may = evaluate(tagActions[kind], from.id, contextOf(tags));
      if (may === 'no') return undefined;
      const rest = pathByActingAs(model, withTags(from, tags), into, onward);
      return rest && after(may, [`tags itself as policies require (${tagActions[kind]})`], rest);
    }),
  );
}

function pathsTo(
  model: AccessModel,
  from: Subject,
  into: Subject,
  { context, onward }: TagChange,
  evaluate: Evaluate,
): readonly (EscalationPath | undefined)[] {
  const itself = from === into;
  const { kind } = upperBound(into.caller).principal;
  const action = kind === 'user' ? tagActions.user : tagActions.role;
  const tags = `tags ${itself ? 'itself' : into.name} as policies require (${action})`;
  // The path of the tagged subject is expensive, so it is computed only where the tags are possible.
  const then = (answer: Answer, steps: readonly string[], actsAs = false) => {
    const rest = answer === 'no' ? undefined : onward();
    const acts = rest && actsAs ? pathByActingAs(model, from, into, rest) : rest;
    return acts && after(answer, steps, acts);
  };
  const paths = [then(evaluate(action, into.id, context), [tags], !itself)];
  if (kind !== 'role') return paths;
  const assumes = `assumes ${itself ? 'itself' : into.name} with tags that policies require (sts:AssumeRole, sts:TagSession)`;
  const trusts = `lets ${into.name} trust itself (iam:UpdateAssumeRolePolicy)`;
  const may = mayTag(from, into, context);
  return [
    ...paths,
    then(may === 'no' ? 'no' : together(mayAssume(from, into), may), [assumes]),
    then(mayEditTrust(from, into, evaluate), [trusts, assumes]),
  ];
}

/** Returns whether a principal can tag the session of a role that it starts. */
function mayTag(from: Subject, into: Subject, context: ContextInput): Answer {
  if (!into.trustPolicy || !takesSessionTags(into)) return 'no';
  const role = { arn: into.id, trustPolicy: upperBound(into.trustPolicy) };
  const caller = upperBound(from.caller);
  const { outcome } = decideAssumeRole({ caller, role, action: 'TagSession', context });
  return answerOf(outcome, [from.caller, into.trustPolicy]).answer;
}

/** A federated user needs a session policy for most requests, so the caller passes the widest one. */
const EVERYTHING = everythingPolicy('session-policy', 'the session policy that the caller passes');

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html */
function inFederation(
  model: AccessModel,
  user: Subject,
  evaluate: Evaluate,
  context: ContextInput,
): EscalationPath | undefined {
  const { principal, ...rest } = upperBound(user.caller);
  if (principal.kind !== 'user') return undefined;
  const { arn: userArn, tags, moreTags } = principal;
  const session = {
    kind: 'federated-user',
    userArn,
    name: 'any',
    ...(tags ? { tags } : {}),
    ...(moreTags ? { moreTags } : {}),
  } as const;
  const arn = `arn:${model.partition}:sts::${model.account}:federated-user/any`;
  const may = together(
    evaluate('sts:GetFederationToken', arn),
    evaluate('sts:TagSession', arn, context),
  );
  if (may === 'no') return undefined;
  const own = { ...rest, principal: session, sessionPolicies: [EVERYTHING] };
  const caller = knowledge(own, unreadOf(user.caller));
  const onward = pathByDirectChange(model, { ...user, caller });
  const step =
    'creates a session with tags that policies require (sts:GetFederationToken, sts:TagSession)';
  return onward && after(may, [step], onward);
}

/** Returns the subject with tags that replace its own tags of the same key (default: any tags). */
function withTags(subject: Subject, tags: Tags | undefined): Subject {
  const known = upperBound(subject.caller);
  const { principal } = known;
  if (principal.kind !== 'user' && principal.kind !== 'role') return subject;
  const { tags: own, moreTags, ...untagged } = principal;
  // Its other new tags stay unknown.
  const more = own === undefined || moreTags ? { moreTags: true } : {};
  const next = tags ? { ...untagged, tags: joined(own ?? {}, tags), ...more } : untagged;
  return { ...subject, caller: knowledge({ ...known, principal: next }, unreadOf(subject.caller)) };
}

function joined(own: Tags, more: Tags): Tags {
  const replaced = new Set(Object.keys(more).map((key) => key.toLowerCase()));
  const kept = Object.entries(own).filter(([key]) => !replaced.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...more };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag */
function contextOf(tags: Tags | undefined): ContextInput {
  if (!tags) return {};
  const pairs = Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return { 'aws:TagKeys': Object.keys(tags), ...Object.fromEntries(pairs) };
}
