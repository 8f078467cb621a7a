import { InvalidPolicyError } from '../errors.ts';

/** The position of a value in a policy during parsing. */
export interface JsonPath {
  /** Name of the policy. */
  readonly source: string;
  /** `$.Statement[0].Condition` */
  readonly path: string;
}

/** Returns the path of a member or an item below another path. */
export function child(place: JsonPath, step: string | number): JsonPath {
  return { source: place.source, path: place.path + stepText(step) };
}

/** Rejects the policy. @throws InvalidPolicyError always. */
export function reject(place: JsonPath, problem: string): never {
  throw new InvalidPolicyError(place.source, place.path, problem);
}

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`;
  return /^\w+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
