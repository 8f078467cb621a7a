import { upperBound } from '../account/partial-knowledge.ts';
import type { AccessModel, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { pathByDirectChange, reads } from './direct-changes.ts';
import { canEdit } from './editors.ts';
import { best, better, type EscalationPath, joined } from './escalation-path.ts';
import { pathByNewIdentity } from './new-identity.ts';
import { pathByOwnPermissions } from './own-permissions.ts';
import { policiesNameGrantee, preparations, prepare } from './prepare-search.ts';
import { requestedTags } from './requested-tags.ts';
import { roleTakers } from './role-takers.ts';
import { pathByEditAndTags, pathByTags, pathByTagsInto } from './tag-principal.ts';
import { pathByActingAs, pathByEditing, pathByGrant } from './via-principal.ts';

/**
 * The best way for everybody who reads or may come to; who is not in the answer has none that is
 * looked for. Ways are found from the readers backwards, so that only those are looked at pair by
 * pair who might act as somebody who gets further.
 * @param already whether somebody reads as things are.
 * @param prepared how often keys have been changed before.
 */
export function findEscalationPaths(
  model: AccessModel,
  already: (subject: Subject) => Answer = (subject) => reads(model, subject),
  prepared = 0,
): ReadonlyMap<string, EscalationPath> {
  const people = model.subjects.filter(isSomebody);
  const paths = new Map<string, EscalationPath>();
  const improve = (subject: Subject, found: EscalationPath | undefined): boolean => {
    const known = paths.get(subject.id);
    const path = better(known, found);
    if (!path || path === known) return false;
    paths.set(subject.id, path);
    return true;
  };
  for (const subject of model.subjects) {
    improve(subject, pathByDirectChange(model, subject, already(subject)));
  }
  for (const subject of people) {
    const own = [
      pathByOwnPermissions(model, subject),
      pathByNewIdentity(model, subject),
      pathByTags(model, subject),
      pathByEditAndTags(model, subject),
    ];
    improve(subject, best(own));
  }
  for (const editor of people.filter(canEdit)) {
    for (const target of people) {
      // It takes two steps at least: to change what another may do, and to become that other.
      if (isSettled(paths.get(editor.id), 2)) break;
      improve(editor, pathByEditing(model, editor, target));
    }
  }
  const takersOf = roleTakers(people);
  // Two are enough to cancel a deletion and enable the key.
  for (const one of prepared < 2 ? preparations(model) : []) {
    const able = people.flatMap((subject) => prepare(model, subject, one) ?? []);
    if (able.length === 0) continue;
    const onward = findEscalationPaths(one.after, undefined, prepared + 1);
    for (const { subject, path } of able) {
      improve(subject, joined(path, onward.get(subject.id)));
      for (const from of takersOf(subject)) {
        const rest = joined(path, onward.get(from.id));
        if (rest) improve(from, pathByActingAs(model, from, subject, rest));
      }
    }
  }
  for (const into of policiesNameGrantee(model) ? people : []) {
    for (const from of takersOf(into)) {
      if (from === into || isSettled(paths.get(from.id), 2)) continue;
      improve(from, pathByGrant(model, from, into));
    }
  }
  for (const into of people) {
    if (isSettled(paths.get(into.id), 0) || requestedTags(model, into).length === 0) continue;
    for (const from of takersOf(into)) {
      if (from === into || isSettled(paths.get(from.id), 1)) continue;
      improve(from, pathByTags(model, from, into));
    }
  }
  let reached = people.filter(({ id }) => paths.has(id));
  while (reached.length > 0) {
    const improved = new Set<Subject>();
    for (const into of reached.toSorted((a, b) => stepsOf(paths, a) - stepsOf(paths, b))) {
      const onward = paths.get(into.id);
      for (const from of takersOf(into)) {
        const settled = isSettled(paths.get(from.id), 1 + stepsOf(paths, into));
        if (!onward || settled || from === into) continue;
        const found = better(
          pathByActingAs(model, from, into, onward),
          pathByTagsInto(model, from, into, onward),
        );
        if (improve(from, found)) improved.add(from);
      }
    }
    // Every round makes a way surer or shorter, so there is a last one.
    reached = [...improved];
  }
  return paths;
}

/** Whether a way is sure, and no longer than what is looked for. */
function isSettled(path: EscalationPath | undefined, steps: number): boolean {
  return path?.answer === 'yes' && path.steps.length <= steps;
}

function stepsOf(paths: ReadonlyMap<string, EscalationPath>, { id }: Subject): number {
  return paths.get(id)?.steps.length ?? Number.POSITIVE_INFINITY;
}

/** Services do as they are told, and that is what roles trust them for. */
function isSomebody({ caller }: Subject): boolean {
  const { kind } = upperBound(caller).principal;
  return kind !== 'service' && kind !== 'anonymous';
}
