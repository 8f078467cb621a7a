import type { Answer } from '../report/finding.ts';

/** How somebody comes to read. */
export interface Way {
  /** One for each change that has to be made first, in words, in order; empty: reads already. */
  readonly steps: readonly string[];
  /** `unknown`: a step hangs on something that could not be read or decided. */
  readonly answer: 'yes' | 'unknown';
}

/** A way with steps before it; undefined where one of them is refused. */
export function after(answer: Answer, steps: readonly string[], way: Way): Way | undefined {
  if (answer === 'no') return undefined;
  const sure = answer === 'yes' && way.answer === 'yes';
  return { steps: [...steps, ...way.steps], answer: sure ? 'yes' : 'unknown' };
}

/** One way and then another; undefined where there is no other. */
export function joined(first: Way, then: Way | undefined): Way | undefined {
  return then && after(first.answer, first.steps, then);
}

/** The better of two ways: a sure one before an unsure one, then the shorter one, then the first. */
export function better(left: Way | undefined, right: Way | undefined): Way | undefined {
  if (!left || !right) return left ?? right;
  if (left.answer !== right.answer) return left.answer === 'yes' ? left : right;
  return right.steps.length < left.steps.length ? right : left;
}

/** The best of many. */
export function best(ways: readonly (Way | undefined)[]): Way | undefined {
  return ways.reduce(better, undefined);
}
