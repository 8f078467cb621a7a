import type { StackFacts } from 'who-can-read';

/** Milliseconds. A change that no request through the gateway makes is seen after this time. */
const MAX_AGE_MS = 30_000;

type Kept = { readonly version: number; readonly at: number; readonly facts: Promise<StackFacts> };

/** Reads the facts of a state machine, or returns those of an earlier reading that still hold. */
export type KeptFacts = (
  stateMachineArn: string,
  read: () => Promise<StackFacts>,
) => Promise<StackFacts>;

/**
 * Caches the facts of each state machine until access can have changed, so that a preview of a
 * policy that is being edited reads nothing. A failed reading is not kept.
 *
 * @param version a number that rises with each change; undefined while a change is under way, and then
 * nothing is kept.
 * @param clock milliseconds that only go forward.
 */
export function keepFacts(
  version: () => number | undefined,
  clock: () => number = () => performance.now(),
): KeptFacts {
  const kept = new Map<string, Kept>();
  return (stateMachineArn, read) => {
    const present = version();
    const found = kept.get(stateMachineArn);
    const holds = found && found.version === present && clock() - found.at < MAX_AGE_MS;
    if (holds) return found.facts;
    kept.delete(stateMachineArn);
    const facts = read();
    if (present === undefined) return facts;
    const entry = { version: present, at: clock(), facts };
    kept.set(stateMachineArn, entry);
    facts.catch(() => {
      if (kept.get(stateMachineArn) === entry) kept.delete(stateMachineArn);
    });
    return facts;
  };
}
