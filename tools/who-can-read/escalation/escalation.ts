import { upperBound } from '../account/partial-knowledge.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { pathByDirectChange, reads } from './direct-changes.ts';
import { better, type EscalationPath, isSettled, joined } from './escalation-path.ts';
import { STATE_STEPS } from './key-state-steps.ts';
import { pathByNewIdentity } from './new-identity.ts';
import { editorsOf, pathByOwnPermissions } from './own-permissions.ts';
import { policiesNameGrantee, preparations, prepare } from './prepare-search.ts';
import { requestedTags } from './requested-tags.ts';
import { roleTakers, type TakersOf } from './role-takers.ts';
import {
  pathByEditAndTags,
  pathByTags,
  pathByTagsInto,
  pathWithTags,
  taggersOf,
} from './tag-principal.ts';
import { roleClasses } from './trust-class.ts';
import { pathByActingAs, pathByEditing, pathByGrant } from './via-principal.ts';

/** Regularly receives the phase and the number of evaluated principals. */
export type SearchProgress = (
  done: number,
  of: number,
  phase: 'Searching escalation paths' | 'Following escalation paths',
) => void;

/**
 * Returns the best escalation path of each principal that can read or could become a reader, by the
 * principal's id. A principal without an entry has no path of the supported kinds. The search starts at
 * the readers and goes backwards: it evaluates a principal with another one only if it might act as that
 * one, and that one has a path.
 *
 * @param already whether a principal can read without any change.
 * @param prepared how often keys have been changed before.
 */
export function findEscalationPaths(
  model: AccessModel,
  already: (subject: Subject) => Answer = (subject) => reads(model, subject),
  prepared = 0,
  progress: SearchProgress = () => {},
): ReadonlyMap<string, EscalationPath> {
  const people = model.subjects.filter(canAct);
  const paths: Paths = new Map();
  for (const subject of model.subjects) {
    improve(paths, subject, pathByDirectChange(model, subject, already(subject)));
  }
  for (const [at, subject] of people.entries()) {
    if (at % 50 === 0) progress(at, people.length, 'Searching escalation paths');
    improve(paths, subject, pathByOwnPermissions(model, subject));
    improve(paths, subject, pathByNewIdentity(model, subject));
    improve(paths, subject, pathByTags(model, subject));
    improve(paths, subject, pathByEditAndTags(model, subject));
  }
  const followed = follows(progress);
  // It takes at least two steps: changing the permissions of another principal, and acting as it.
  pairs(followed(people), editorsOf(people), new Set(people), ONE_STEP, paths, (from, into) =>
    pathByEditing(model, from, into),
  );
  const takersOf = roleTakers(people);
  // Two are enough to cancel a deletion and enable the key.
  if (prepared < 2) pathsByPreparation(model, people, paths, takersOf, prepared, progress);
  if (policiesNameGrantee(model)) {
    const open = new Set(people);
    const targets = followed(people);
    pairs(targets, takersOf, open, ONE_STEP, paths, (from, into) => pathByGrant(model, from, into));
  }
  pathsByTaggingOthers(model, people, paths, takersOf, followed);
  spread(model, people, paths, takersOf, followed);
  return paths;
}

type Paths = Map<string, EscalationPath>;

/** The shortest path that can follow after one step; see isSettled. */
const ONE_STEP: EscalationPath = { steps: ['one step'], answer: 'yes' };
const canReadNow = (path: EscalationPath | undefined): boolean =>
  path?.answer === 'yes' && path.steps.length === 0;

function improve(
  paths: Paths,
  { id }: Subject,
  found: EscalationPath | undefined,
  preferred = false,
): boolean {
  const known = paths.get(id);
  const path = preferred ? better(found, known) : better(known, found);
  if (!path || path === known) return false;
  paths.set(id, path);
  return true;
}

/** Iterates over a list and regularly reports the progress. */
type Followed = <Item>(items: readonly Item[]) => Iterable<Item>;

function follows(progress: SearchProgress): Followed {
  return function* followed(items) {
    for (const [at, item] of items.entries()) {
      if (at % 50 === 0) progress(at, items.length, 'Following escalation paths');
      yield item;
    }
  };
}

/** Searches a path for each pair, except for principals that have an equally good path already. */
function pairs(
  targets: Iterable<Subject>,
  takersOf: TakersOf,
  open: Set<Subject>,
  least: EscalationPath,
  paths: Paths,
  find: (from: Subject, into: Subject) => EscalationPath | undefined,
): void {
  for (const into of targets) {
    for (const from of takersOf(into, open)) {
      if (isSettled(paths.get(from.id), least)) open.delete(from);
      else if (from !== into) improve(paths, from, find(from, into));
    }
  }
}

/** Adds paths by tags for another principal, or for a session of it, with which that one gets further. */
function pathsByTaggingOthers(
  model: AccessModel,
  people: readonly Subject[],
  paths: Paths,
  takersOf: TakersOf,
  followed: Followed,
): void {
  const all = new Set(people);
  const taggers = taggersOf(people, takersOf);
  const isTagged = (into: Subject) =>
    !canReadNow(paths.get(into.id)) && requestedTags(model, into).length > 0;
  const onward = new Map(
    people.filter(isTagged).flatMap((into) => {
      const path = pathWithTags(model, into);
      return path ? [[into, path] as const] : [];
    }),
  );
  // In this order a principal that is settled against one target is settled against the next.
  const sorted = [...onward].toSorted(([, a], [, b]) => rankOf(a) - rankOf(b));
  for (const [into, path] of followed(sorted)) {
    pairs([into], taggers, all, path, paths, (from) => pathByTags(model, from, into));
  }
}

/** Adds paths by changes of keys after which the caller or another principal can read. */
function pathsByPreparation(
  model: AccessModel,
  people: readonly Subject[],
  paths: Paths,
  takersOf: TakersOf,
  prepared: number,
  progress: SearchProgress,
): void {
  const all = new Set(people);
  for (const one of preparations(model)) {
    const able = people.flatMap((subject) => prepare(model, subject, one) ?? []);
    if (able.length === 0) continue;
    const onward = findEscalationPaths(one.after, undefined, prepared + 1, progress);
    for (const { subject, path } of able) {
      const own = joined(path, onward.get(subject.id));
      improve(paths, subject, own, one.preferred && readsStored(own));
      for (const from of takersOf(subject, all)) {
        const rest = joined(path, onward.get(from.id));
        if (!rest || isSettled(paths.get(from.id), rest)) continue;
        improve(paths, from, pathByActingAs(model, from, subject, rest));
      }
    }
  }
}

/** Whether the changes of a path are all changes of the key's state, after which the caller reads. */
function readsStored(path: EscalationPath | undefined): boolean {
  const steps = STATE_STEPS.map(({ step }) => step);
  return path?.steps.every((step) => steps.includes(step)) ?? false;
}

/** Continues from principals with a path to principals that might act as them, until no path improves. */
function spread(
  model: AccessModel,
  people: readonly Subject[],
  paths: Paths,
  takersOf: TakersOf,
  followed: Followed,
): void {
  let reached = people.filter(({ id }) => paths.has(id));
  while (reached.length > 0) {
    const improved = new Set<Subject>();
    // In this order a principal that is settled against one target is settled against the next.
    const open = new Set(people);
    const isTried = triedOnce();
    for (const into of followed(reached.toSorted((a, b) => rank(paths, a) - rank(paths, b)))) {
      const onward = paths.get(into.id);
      for (const from of onward ? takersOf(into, open) : []) {
        if (!onward || from === into) continue;
        if (isSettled(paths.get(from.id), onward)) {
          open.delete(from);
          continue;
        }
        if (isTried(from, into, onward)) continue;
        const found = pathByActingAs(model, from, into, onward);
        const tagged = isSettled(found, onward) ? found : pathByTagsInto(model, from, into, onward);
        if (improve(paths, from, better(found, tagged))) improved.add(from);
      }
    }
    // Every round makes a path more certain or shorter, so the loop ends.
    reached = [...improved];
  }
}

/**
 * Returns a function that says whether a principal has been tried with an equal role and an equally good path
 * before, and notes it. Without it, an account in which each role asks for another external id takes as many
 * evaluations as it has pairs of roles.
 */
function triedOnce(): (from: Subject, into: Subject, onward: EscalationPath) => boolean {
  const tried = new Map<Subject, Map<number, number>>();
  const classOf = roleClasses();
  return (from, into, onward) => {
    const alike = classOf(from, into);
    if (alike === undefined) return false;
    const known = tried.get(from) ?? new Map<number, number>();
    tried.set(from, known);
    const rank = rankOf(onward);
    if ((known.get(alike) ?? Number.POSITIVE_INFINITY) <= rank) return true;
    known.set(alike, rank);
    return false;
  };
}

/** Certain paths first, and then shorter ones. */
function rank(paths: Paths, { id }: Subject): number {
  const path = paths.get(id);
  return path ? rankOf(path) : Number.POSITIVE_INFINITY;
}

function rankOf(path: EscalationPath): number {
  return path.steps.length + (path.answer === 'yes' ? 0 : 1e6);
}

/** Services act only on behalf of others: roles trust them for that. */
function canAct({ caller }: Subject): boolean {
  const { kind } = upperBound(caller).principal;
  return kind !== 'service' && kind !== 'anonymous';
}
