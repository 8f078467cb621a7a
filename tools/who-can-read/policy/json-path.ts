import { InvalidPolicyError } from '../errors.ts';

/** A place in a policy that is being parsed. */
export interface Place {
  readonly source: string;
  /** `$.Statement[0].Condition` */
  readonly path: string;
}

/** The place of a member or an item below another place. */
export function below(place: Place, step: string | number): Place {
  return { source: place.source, path: place.path + stepText(step) };
}

/** Refuses the policy. @throws InvalidPolicyError always. */
export function refuse(place: Place, problem: string): never {
  throw new InvalidPolicyError(place.source, place.path, problem);
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^\w+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
