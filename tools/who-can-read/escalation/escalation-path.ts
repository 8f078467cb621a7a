import type { Answer } from '../report/finding.ts';

/** How somebody comes to read. */
export interface EscalationPath {
  /** One for each change that has to be made first, in words, in order; empty: reads already. */
  readonly steps: readonly string[];
  /** `unknown`: a step hangs on something that could not be read or decided. */
  readonly answer: 'yes' | 'unknown';
}

/** A way with steps before it; undefined where one of them is refused. */
export function after(
  answer: Answer,
  steps: readonly string[],
  path: EscalationPath,
): EscalationPath | undefined {
  if (answer === 'no') return undefined;
  const sure = answer === 'yes' && path.answer === 'yes';
  return { steps: [...steps, ...path.steps], answer: sure ? 'yes' : 'unknown' };
}

/** One way and then another; undefined where there is no other. */
export function joined(
  first: EscalationPath,
  then: EscalationPath | undefined,
): EscalationPath | undefined {
  return then && after(first.answer, first.steps, then);
}

/** The better of two ways: a sure one before an unsure one, then the shorter one, then the first. */
export function better(
  left: EscalationPath | undefined,
  right: EscalationPath | undefined,
): EscalationPath | undefined {
  if (!left || !right) return left ?? right;
  if (left.answer !== right.answer) return left.answer === 'yes' ? left : right;
  return right.steps.length < left.steps.length ? right : left;
}

/** The best of many. */
export function best(paths: readonly (EscalationPath | undefined)[]): EscalationPath | undefined {
  return paths.reduce(better, undefined);
}

/**
 * Returns whether a path cannot be improved by going on along another path after one more step: it is
 * as sure and at most as long.
 */
export function isSettled(path: EscalationPath | undefined, onward: EscalationPath): boolean {
  if (!path) return false;
  if (path.answer !== onward.answer) return path.answer === 'yes';
  return path.steps.length <= onward.steps.length + 1;
}
