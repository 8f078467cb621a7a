import type { Caller, KmsKey, StepFunctionsDecision } from 'who-can-read';

/** The facts for a decision. Each read returns a new object. */
type Readings = readonly [caller: Caller, key: KmsKey | undefined, role: Caller | undefined];

type Known = { readonly readings: Readings; readonly decision: StepFunctionsDecision };

/** By the caller's facts, so that decisions expire with them after a second at most. */
const known = new WeakMap<Caller, Map<string, Known>>();

/**
 * Decides, or returns the decision for the same call and facts. Clients poll executions, and the
 * decision takes most of the gateway's time for such a request.
 *
 * @param asked everything else that the decision depends on, in JSON.
 */
export function decideOnce(
  readings: Readings,
  asked: object,
  decide: () => StepFunctionsDecision,
): StepFunctionsDecision {
  const [caller] = readings;
  const name = JSON.stringify(asked);
  const ofCaller = known.get(caller) ?? new Map<string, Known>();
  known.set(caller, ofCaller);
  const found = ofCaller.get(name);
  if (found?.readings.every((reading, index) => reading === readings[index])) return found.decision;
  const decision = decide();
  ofCaller.set(name, { readings, decision });
  return decision;
}
