import type { Answer } from '../report/finding.ts';

/** The steps by which a principal could become a reader. */
export interface EscalationPath {
  /** The necessary changes in words, in order; empty: the principal can read. */
  readonly steps: readonly string[];
  /** `unknown`: a step depends on something that could not be read or decided. */
  readonly answer: 'yes' | 'unknown';
  /** The known values that an unknown answer depends on: `sts:ExternalId`; left out: none. */
  readonly dependsOn?: readonly string[];
}

/**
 * Returns a path with steps before it; undefined where the steps are denied.
 * @param dependsOn on what an unknown answer depends.
 */
export function after(
  answer: Answer,
  steps: readonly string[],
  path: EscalationPath,
  dependsOn: readonly string[] = [],
): EscalationPath | undefined {
  if (answer === 'no') return undefined;
  const sure = answer === 'yes' && path.answer === 'yes';
  const own = answer === 'unknown' ? dependsOn : [];
  const all = [...new Set([...own, ...(path.dependsOn ?? [])])];
  return {
    steps: [...steps, ...path.steps],
    answer: sure ? 'yes' : 'unknown',
    ...(all.length > 0 ? { dependsOn: all } : {}),
  };
}

/** Joins two paths; undefined where the second one is. */
export function joined(
  first: EscalationPath,
  then: EscalationPath | undefined,
): EscalationPath | undefined {
  return then && after(first.answer, first.steps, then, first.dependsOn);
}

/** Returns the better of two paths: first the certain one, then the shorter one, then the first one. */
export function better(
  left: EscalationPath | undefined,
  right: EscalationPath | undefined,
): EscalationPath | undefined {
  if (!left || !right) return left ?? right;
  if (left.answer !== right.answer) return left.answer === 'yes' ? left : right;
  return right.steps.length < left.steps.length ? right : left;
}

/** Returns the best path of a list. */
export function best(paths: readonly (EscalationPath | undefined)[]): EscalationPath | undefined {
  return paths.reduce(better, undefined);
}

/**
 * Returns whether one more step and another path cannot improve a path: it is equally certain and at most
 * as long.
 */
export function isSettled(path: EscalationPath | undefined, onward: EscalationPath): boolean {
  if (!path) return false;
  if (path.answer !== onward.answer) return path.answer === 'yes';
  return path.steps.length <= onward.steps.length + 1;
}
