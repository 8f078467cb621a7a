/** Base of every error that this library throws. */
export class AccessError extends Error {
  override readonly name: string = 'AccessError';
}

/** A policy that AWS would reject, or that has more than one possible meaning. */
export class InvalidPolicyError extends AccessError {
  override readonly name = 'InvalidPolicyError';
  /** Name of the policy, as the caller of parsePolicy gave it. */
  readonly source: string;
  /** The path in the document, such as `$.Statement[0].Effect`. */
  readonly path: string;
  /** The problem, in plain words. */
  readonly problem: string;

  constructor(source: string, path: string, problem: string) {
    super(`${source}: ${path}: ${problem}`);
    this.source = source;
    this.path = path;
    this.problem = problem;
  }
}

/** An ARN, or a part of one, that is not well-formed. */
export class InvalidArnError extends AccessError {
  override readonly name = 'InvalidArnError';

  constructor(arn: string, problem: string) {
    super(`${JSON.stringify(arn)}: ${problem}`);
  }
}
