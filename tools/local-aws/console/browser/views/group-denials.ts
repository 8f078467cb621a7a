import type { CallName, CallResult } from '../../contract.ts';
import type { Loaded } from '../cache.ts';

type DeniedResult = Extract<CallResult<unknown>, { kind: 'denied' }>;

/** Calls that were refused for one and the same reason. */
export type DenialGroup = { readonly names: readonly CallName[]; readonly refused: DeniedResult };

/** Puts refusals together that a person would read as one. */
export function groupDenials(
  asked: readonly (readonly [CallName, Loaded<CallResult<unknown>>])[],
): readonly DenialGroup[] {
  const groups = new Map<string, DenialGroup>();
  for (const [name, loaded] of asked) {
    if (loaded.state !== 'loaded' || loaded.value.kind !== 'denied') continue;
    const refused = loaded.value;
    const cause = refused.explanation?.steps.at(-1);
    // The call itself has another name each time; what refuses it may be one and the same.
    const key = `${refused.error.name} ${cause?.how} ${cause?.reason}`;
    const { names = [] } = groups.get(key) ?? {};
    const first = groups.get(key)?.refused ?? refused;
    groups.set(key, { names: [...names, name], refused: first });
  }
  return [...groups.values()];
}
