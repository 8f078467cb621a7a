import {
  knowledge,
  madeUp,
  type Organization,
  principalFacts,
  type Situation,
  type Subject,
  unreadOf,
  upperBound,
} from 'who-can-read';

/**
 * The principals of several situations, each once; the state machine is the first one's. Whom a
 * policy names the first has too: the others, who do not know its people, would have somebody made
 * up in their place.
 */
export function together(first: Situation, ...others: readonly Situation[]): Situation {
  const people = others.flatMap(({ subjects }) => subjects);
  return withPeople(first, ...people.filter(({ origin }) => origin !== 'policy'));
}

/** A situation with more principals in it; those that it has already stay as they are. */
export function withPeople(situation: Situation, ...more: readonly Subject[]): Situation {
  const all = new Map(situation.subjects.map((one) => [one.id, one]));
  for (const one of more) if (!all.has(one.id)) all.set(one.id, one);
  return { ...situation, subjects: [...all.values()] };
}

/** A role of an account that may do everything there. */
export function mighty(account: string, roleName: string): Subject {
  const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  return madeUp('role', roleName, `${roleName} of ${account}`, account, 'aws', everything);
}

/** Says of everybody where their account stands in AWS Organizations. */
export function organized(
  situation: Situation,
  where: (account: string) => Organization | null,
): Situation {
  const placed = (caller: Subject['caller']): Subject['caller'] => {
    const { account } = principalFacts(upperBound(caller).principal);
    const organization = account === undefined ? null : where(account);
    return knowledge({ ...upperBound(caller), organization }, unreadOf(caller));
  };
  const { machine, subjects } = situation;
  return {
    ...situation,
    machine: { ...machine, executionRole: placed(machine.executionRole) },
    subjects: subjects.map((one) => ({ ...one, caller: placed(one.caller) })),
  };
}
