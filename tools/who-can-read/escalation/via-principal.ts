import type { Situation, Subject } from '../report/access-model.ts';
import { mayGrant } from './create-grant.ts';
import { wayAlone } from './direct-changes.ts';
import { after, best, type Way } from './escalation-path.ts';
import { asking } from './evaluate-access.ts';
import { mayEdit, withEverything } from './own-permissions.ts';
import { turnsInto } from './turn-into.ts';

/** The best way for somebody who becomes another, and goes on as that one goes. */
export function wayInto(
  situation: Situation,
  from: Subject,
  into: Subject,
  onward: Way,
): Way | undefined {
  const ask = asking(situation, from.caller);
  const turns = turnsInto(situation, from, into, ask);
  return best(turns.map(({ answer, steps }) => after(answer, steps, onward)));
}

/** The best way for somebody who gives another every right, and becomes that one. */
export function wayThroughEdited(
  situation: Situation,
  from: Subject,
  into: Subject,
): Way | undefined {
  if (from === into) return undefined;
  const { answer, action } = mayEdit(asking(situation, from.caller), into);
  if (answer === 'no') return undefined;
  const onward = wayAlone(situation, withEverything(into, true));
  const rest = onward && wayInto(situation, from, into, onward);
  return rest && after(answer, [`gives ${into.name} more rights (${action})`], rest);
}

/** The best way for somebody who gives another a grant by which that one reads, and becomes it. */
export function wayThroughGrant(
  situation: Situation,
  from: Subject,
  into: Subject,
): Way | undefined {
  const answer = mayGrant(situation, from.caller, into.id);
  if (answer === 'no') return undefined;
  const rest = wayInto(situation, from, into, { steps: [], answer: 'yes' });
  return (
    rest && after(answer, [`grants ${into.name} kms:Decrypt on the key (kms:CreateGrant)`], rest)
  );
}
