import { InvalidPolicyError } from '../errors.ts';

/** A place in a policy that is being parsed. */
export interface JsonPath {
  readonly source: string;
  /** `$.Statement[0].Condition` */
  readonly path: string;
}

/** The place of a member or an item below another place. */
export function below(place: JsonPath, step: string | number): JsonPath {
  return { source: place.source, path: place.path + stepText(step) };
}

/** Refuses the policy. @throws InvalidPolicyError always. */
export function reject(place: JsonPath, problem: string): never {
  throw new InvalidPolicyError(place.source, place.path, problem);
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^\w+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
