import { upperBound } from '../account/partial-knowledge.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { pathByDirectChange, reads } from './direct-changes.ts';
import { better, type EscalationPath, isSettled, joined } from './escalation-path.ts';
import { STATE_STEPS } from './key-state-steps.ts';
import { pathByNewIdentity } from './new-identity.ts';
import { mightEditOthers, pathByOwnPermissions } from './own-permissions.ts';
import { policiesNameGrantee, preparations, prepare } from './prepare-search.ts';
import { requestedTags } from './requested-tags.ts';
import { roleTakers, type TakersOf } from './role-takers.ts';
import { pathByEditAndTags, pathByTags, pathByTagsInto, taggersOf } from './tag-principal.ts';
import { pathByActingAs, pathByEditing, pathByGrant } from './via-principal.ts';

/** Receives the number of principals that have been searched, from time to time. */
export type SearchProgress = (done: number, of: number) => void;

/**
 * Returns the best escalation path of each principal that can read or could become a reader, by the
 * principal's id. A principal without an entry has no path among those that are looked for. Paths are
 * found from the readers backwards: only a principal that might act as another one that gets further
 * is evaluated together with it.
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
    if (at % 50 === 0) progress(at, people.length);
    improve(paths, subject, pathByOwnPermissions(model, subject));
    improve(paths, subject, pathByNewIdentity(model, subject));
    improve(paths, subject, pathByTags(model, subject));
    improve(paths, subject, pathByEditAndTags(model, subject));
  }
  for (const editor of people.filter(mightEditOthers)) {
    for (const target of people) {
      // It takes at least two steps: changing the permissions of another principal, and acting as it.
      if (isSettled(paths.get(editor.id), ONE_STEP)) break;
      improve(paths, editor, pathByEditing(model, editor, target));
    }
  }
  const takersOf = roleTakers(people);
  // Two are enough to cancel a deletion and enable the key.
  if (prepared < 2) pathsByPreparation(model, people, paths, takersOf, prepared);
  if (policiesNameGrantee(model)) {
    const open = new Set(people);
    pairs(people, takersOf, open, ONE_STEP, paths, (from, into) => pathByGrant(model, from, into));
  }
  const tagged = people.filter(
    (one) => !canReadNow(paths.get(one.id)) && requestedTags(model, one).length > 0,
  );
  pairs(tagged, taggersOf(people, takersOf), new Set(people), READS, paths, (from, into) =>
    pathByTags(model, from, into),
  );
  spread(model, people, paths, takersOf);
  progress(people.length, people.length);
  return paths;
}

type Paths = Map<string, EscalationPath>;

/** The shortest path that can follow after one step; see isSettled. */
const READS: EscalationPath = { steps: [], answer: 'yes' };
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

/** Searches a path for each pair, except for principals that have an equally good path already. */
function pairs(
  targets: readonly Subject[],
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

/** Adds paths by changes of keys after which the caller or another principal can read. */
function pathsByPreparation(
  model: AccessModel,
  people: readonly Subject[],
  paths: Paths,
  takersOf: TakersOf,
  prepared: number,
): void {
  const all = new Set(people);
  for (const one of preparations(model)) {
    const able = people.flatMap((subject) => prepare(model, subject, one) ?? []);
    if (able.length === 0) continue;
    const onward = findEscalationPaths(one.after, undefined, prepared + 1);
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

/** Continues from principals that have a path to those that might act as them, until no path improves. */
function spread(
  model: AccessModel,
  people: readonly Subject[],
  paths: Paths,
  takersOf: TakersOf,
): void {
  let reached = people.filter(({ id }) => paths.has(id));
  while (reached.length > 0) {
    const improved = new Set<Subject>();
    // In this order a principal that is settled against one target is settled against the next.
    const open = new Set(people);
    for (const into of reached.toSorted((a, b) => rank(paths, a) - rank(paths, b))) {
      const onward = paths.get(into.id);
      for (const from of onward ? takersOf(into, open) : []) {
        if (!onward || from === into) continue;
        if (isSettled(paths.get(from.id), onward)) {
          open.delete(from);
          continue;
        }
        const found = pathByActingAs(model, from, into, onward);
        const tagged = isSettled(found, onward) ? found : pathByTagsInto(model, from, into, onward);
        if (improve(paths, from, better(found, tagged))) improved.add(from);
      }
    }
    // Every round makes a path surer or shorter, so there is a last one.
    reached = [...improved];
  }
}

/** Sure paths before others, and then the shorter ones. */
function rank(paths: Paths, { id }: Subject): number {
  const path = paths.get(id);
  if (!path) return Number.POSITIVE_INFINITY;
  return path.steps.length + (path.answer === 'yes' ? 0 : 1e6);
}

/** Services act only on behalf of others: roles trust them for that. */
function canAct({ caller }: Subject): boolean {
  const { kind } = upperBound(caller).principal;
  return kind !== 'service' && kind !== 'anonymous';
}
