import {
  type AccessModel,
  knowledge,
  type Organization,
  principalFacts,
  type Subject,
  samplePrincipal,
  unreadOf,
  upperBound,
} from 'who-can-read';

/**
 * Returns the principals of several access models, each once, with the state machine of the first.
 * Only the first model has the principals that a policy names; the others would have sample
 * principals instead.
 */
export function together(first: AccessModel, ...others: readonly AccessModel[]): AccessModel {
  const people = others.flatMap(({ subjects }) => subjects);
  return withPeople(first, ...people.filter(({ origin }) => origin !== 'policy'));
}

/** Returns a model with more principals. Existing ones do not change. */
export function withPeople(model: AccessModel, ...more: readonly Subject[]): AccessModel {
  const all = new Map(model.subjects.map((one) => [one.id, one]));
  for (const one of more) if (!all.has(one.id)) all.set(one.id, one);
  return { ...model, subjects: [...all.values()] };
}

/** Returns an administrator role of an account. */
export function mighty(account: string, roleName: string): Subject {
  const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  return samplePrincipal('role', roleName, `${roleName} of ${account}`, account, 'aws', everything);
}

/** Adds the place of their account in AWS Organizations to all principals. */
export function organized(
  model: AccessModel,
  where: (account: string) => Organization | null,
): AccessModel {
  const placed = (caller: Subject['caller']): Subject['caller'] => {
    const { account } = principalFacts(upperBound(caller).principal);
    const organization = account === undefined ? null : where(account);
    return knowledge({ ...upperBound(caller), organization }, unreadOf(caller));
  };
  const { stateMachine, subjects } = model;
  return {
    ...model,
    stateMachine: { ...stateMachine, executionRole: placed(stateMachine.executionRole) },
    subjects: subjects.map((one) => ({ ...one, caller: placed(one.caller) })),
  };
}

/** The id of the deployer that each report on a template has as a sample principal. */
export const sampleDeployer = (account: string): string =>
  `arn:aws:iam::${account}:role/sample principal/Deployer`;
