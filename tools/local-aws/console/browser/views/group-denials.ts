import type { CallName, Outcome } from '../../contract.ts';
import type { Loaded } from '../cache.ts';

type Refused = Extract<Outcome<unknown>, { kind: 'refused' }>;

/** Calls that were refused for one and the same reason. */
export type SameRefusal = { readonly names: readonly CallName[]; readonly refused: Refused };

/** Puts refusals together that a person would read as one. */
export function sameRefusals(
  asked: readonly (readonly [CallName, Loaded<Outcome<unknown>>])[],
): readonly SameRefusal[] {
  const groups = new Map<string, SameRefusal>();
  for (const [name, loaded] of asked) {
    if (loaded.state !== 'loaded' || loaded.value.kind !== 'refused') continue;
    const refused = loaded.value;
    const cause = refused.why?.steps.at(-1);
    // The call itself has another name each time; what refuses it may be one and the same.
    const key = `${refused.error.name} ${cause?.how} ${cause?.reason}`;
    const { names = [] } = groups.get(key) ?? {};
    const first = groups.get(key)?.refused ?? refused;
    groups.set(key, { names: [...names, name], refused: first });
  }
  return [...groups.values()];
}
