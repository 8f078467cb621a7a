import type { Caller, KmsKey, StepFunctionsDecision } from 'who-can-read';

/** What was read of the emulator for a decision. Each reading is another object. */
type Readings = readonly [caller: Caller, key: KmsKey | undefined, role: Caller | undefined];

type Known = { readonly readings: Readings; readonly decision: StepFunctionsDecision };

/** By caller, so that they go with the reading of the caller, which counts for a second at most. */
const known = new WeakMap<Caller, Map<string, Known>>();

/**
 * Decides, unless the same was decided from the same readings. Clients poll an execution, and the
 * decision is most of what the gateway adds to such a request.
 *
 * @param asked everything that the decision depends on besides the readings, in JSON.
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
