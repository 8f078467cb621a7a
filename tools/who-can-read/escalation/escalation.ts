import { upperBound } from '../account/partial-knowledge.ts';
import type { Situation, Subject } from '../report/access-model.ts';
import type { Answer } from '../report/finding.ts';
import { reads, wayAlone } from './direct-changes.ts';
import { canEdit } from './editors.ts';
import { best, better, joined, type Way } from './escalation-path.ts';
import { wayByNewcomer } from './new-identity.ts';
import { wayByItself } from './own-permissions.ts';
import { asksForGrantee, beforehand, preparations } from './prepare-search.ts';
import { moversInto } from './role-takers.ts';
import { wayEditedAndTagged, wayTagged, wayTaggedInto } from './tag-principal.ts';
import { tagsAsked } from './tags-asked.ts';
import { wayInto, wayThroughEdited, wayThroughGrant } from './via-principal.ts';

/**
 * The best way for everybody who reads or may come to; who is not in the answer has none that is
 * looked for. Ways are found from the readers backwards, so that only those are looked at pair by
 * pair who might act as somebody who gets further.
 * @param already whether somebody reads as things are.
 * @param prepared how often keys have been changed before.
 */
export function waysToRead(
  situation: Situation,
  already: (subject: Subject) => Answer = (subject) => reads(situation, subject),
  prepared = 0,
): ReadonlyMap<string, Way> {
  const people = situation.subjects.filter(isSomebody);
  const ways = new Map<string, Way>();
  const improve = (subject: Subject, found: Way | undefined): boolean => {
    const known = ways.get(subject.id);
    const way = better(known, found);
    if (!way || way === known) return false;
    ways.set(subject.id, way);
    return true;
  };
  for (const subject of situation.subjects) {
    improve(subject, wayAlone(situation, subject, already(subject)));
  }
  for (const subject of people) {
    const own = [
      wayByItself(situation, subject),
      wayByNewcomer(situation, subject),
      wayTagged(situation, subject),
      wayEditedAndTagged(situation, subject),
    ];
    improve(subject, best(own));
  }
  for (const editor of people.filter(canEdit)) {
    for (const target of people) {
      // It takes two steps at least: to change what another may do, and to become that other.
      if (isSettled(ways.get(editor.id), 2)) break;
      improve(editor, wayThroughEdited(situation, editor, target));
    }
  }
  const movers = moversInto(people);
  // Two are enough to cancel a deletion and enable the key.
  for (const one of prepared < 2 ? preparations(situation) : []) {
    const able = people.flatMap((subject) => beforehand(situation, subject, one) ?? []);
    if (able.length === 0) continue;
    const onward = waysToRead(one.after, undefined, prepared + 1);
    for (const { subject, way } of able) {
      improve(subject, joined(way, onward.get(subject.id)));
      for (const from of movers(subject)) {
        const rest = joined(way, onward.get(from.id));
        if (rest) improve(from, wayInto(situation, from, subject, rest));
      }
    }
  }
  for (const into of asksForGrantee(situation) ? people : []) {
    for (const from of movers(into)) {
      if (from === into || isSettled(ways.get(from.id), 2)) continue;
      improve(from, wayThroughGrant(situation, from, into));
    }
  }
  for (const into of people) {
    if (isSettled(ways.get(into.id), 0) || tagsAsked(situation, into).length === 0) continue;
    for (const from of movers(into)) {
      if (from === into || isSettled(ways.get(from.id), 1)) continue;
      improve(from, wayTagged(situation, from, into));
    }
  }
  let reached = people.filter(({ id }) => ways.has(id));
  while (reached.length > 0) {
    const improved = new Set<Subject>();
    for (const into of reached.toSorted((a, b) => stepsOf(ways, a) - stepsOf(ways, b))) {
      const onward = ways.get(into.id);
      for (const from of movers(into)) {
        const settled = isSettled(ways.get(from.id), 1 + stepsOf(ways, into));
        if (!onward || settled || from === into) continue;
        const found = better(
          wayInto(situation, from, into, onward),
          wayTaggedInto(situation, from, into, onward),
        );
        if (improve(from, found)) improved.add(from);
      }
    }
    // Every round makes a way surer or shorter, so there is a last one.
    reached = [...improved];
  }
  return ways;
}

/** Whether a way is sure, and no longer than what is looked for. */
function isSettled(way: Way | undefined, steps: number): boolean {
  return way?.answer === 'yes' && way.steps.length <= steps;
}

function stepsOf(ways: ReadonlyMap<string, Way>, { id }: Subject): number {
  return ways.get(id)?.steps.length ?? Number.POSITIVE_INFINITY;
}

/** Services do as they are told, and that is what roles trust them for. */
function isSomebody({ caller }: Subject): boolean {
  const { kind } = upperBound(caller).principal;
  return kind !== 'service' && kind !== 'anonymous';
}
