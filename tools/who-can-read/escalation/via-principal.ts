import type { AccessModel, Subject } from '../report/access-model.ts';
import { actingAs } from './act-as.ts';
import { mayGrant } from './create-grant.ts';
import { after, better, type EscalationPath } from './escalation-path.ts';
import { evaluatorFor } from './evaluate-access.ts';
import { mayEdit, pathWithEverything } from './own-permissions.ts';

/** Returns the best path for a principal that acts as another one and continues on that one's path. */
export function pathByActingAs(
  model: AccessModel,
  from: Subject,
  into: Subject,
  onward: EscalationPath,
): EscalationPath | undefined {
  const evaluate = evaluatorFor(model, from.caller);
  let found: EscalationPath | undefined;
  for (const { answer, steps, dependsOn } of actingAs(model, from, into, evaluate)) {
    found = better(found, after(answer, steps, onward, dependsOn));
    // No other path is more certain or shorter.
    if (found?.answer === 'yes' && found.steps.length === onward.steps.length + 1) break;
  }
  return found;
}

/** Returns the best path for a principal that gives another one every permission and then acts as it. */
export function pathByEditing(
  model: AccessModel,
  from: Subject,
  into: Subject,
): EscalationPath | undefined {
  if (from === into) return undefined;
  const { answer, action } = mayEdit(evaluatorFor(model, from.caller), into);
  if (answer === 'no') return undefined;
  const onward = pathWithEverything(model, into);
  const rest = onward && pathByActingAs(model, from, into, onward);
  return rest && after(answer, [`gives ${into.name} more permissions (${action})`], rest);
}

/** Returns the best path for a principal that gives another one a grant to read and then acts as it. */
export function pathByGrant(
  model: AccessModel,
  from: Subject,
  into: Subject,
): EscalationPath | undefined {
  const answer = mayGrant(model, from.caller, into.id);
  if (answer === 'no') return undefined;
  const rest = pathByActingAs(model, from, into, { steps: [], answer: 'yes' });
  return (
    rest && after(answer, [`grants ${into.name} kms:Decrypt on the key (kms:CreateGrant)`], rest)
  );
}
