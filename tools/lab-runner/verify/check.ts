import type { LearnerLab } from '../learner-lab.ts';

/** `unknown`: it cannot be determined here, such as calls to KMS in a real account. */
export type State = 'done' | 'missing' | 'unknown';

/** One result that a learner has at the end of a page. */
export type Check = {
  readonly title: string;
  /** What to do when it is missing. */
  readonly hint: string;
  readonly look: (lab: LearnerLab) => Promise<State>;
};

/** Returns `done` or `missing`. */
export const done = (isDone: boolean): State => (isDone ? 'done' : 'missing');
