import type { CallName, CallResult } from '../../contract.ts';
import type { Loaded } from '../cache.ts';

type DeniedResult = Extract<CallResult<unknown>, { kind: 'denied' }>;

/** Calls that were denied for the same reason. */
export type DenialGroup = { readonly names: readonly CallName[]; readonly result: DeniedResult };

/** Puts denials together that have the same reason. */
export function groupDenials(
  asked: readonly (readonly [CallName, Loaded<CallResult<unknown>>])[],
): readonly DenialGroup[] {
  const groups = new Map<string, DenialGroup>();
  for (const [name, loaded] of asked) {
    if (loaded.state !== 'loaded' || loaded.value.kind !== 'denied') continue;
    const result = loaded.value;
    const cause = result.explanation?.steps.at(-1);
    // Each call has its own name. The decision that denies it can be the same.
    const key = `${result.error.name} ${cause?.how} ${cause?.reason}`;
    const { names = [] } = groups.get(key) ?? {};
    const first = groups.get(key)?.result ?? result;
    groups.set(key, { names: [...names, name], result: first });
  }
  return [...groups.values()];
}
