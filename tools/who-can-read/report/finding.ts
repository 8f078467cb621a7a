import { type PartialKnowledge, type Unread, unreadOf } from '../account/partial-knowledge.ts';
import type { Outcome, Verdict } from '../decision/verdict.ts';

/** `unknown`: something could not be read or decided. */
export type Answer = 'yes' | 'no' | 'unknown';

/** One attempt to read, with its answer. */
export interface Trial {
  /** `DescribeExecution`, `kms:Decrypt of workflow data`, ... */
  readonly what: string;
  readonly answer: Answer;
  /** One plain sentence. */
  readonly reason: string;
  /** The decisions behind it, in the order in which AWS makes them. */
  readonly verdicts: readonly Verdict[];
}

/** The answer to one question about one principal. */
export interface Finding {
  readonly answer: Answer;
  readonly reason: string;
  /** The trials behind the answer: those with `yes`, or those with `unknown`. */
  readonly by: readonly string[];
  readonly trials: readonly Trial[];
}

const ranks: readonly Answer[] = ['yes', 'unknown', 'no'];

/** One "yes" is enough; "no" needs "no" from every trial. */
export function finding(trials: readonly Trial[], none: string): Finding {
  const answer = ranks.find((rank) => trials.some((one) => one.answer === rank)) ?? 'no';
  const telling = trials.filter((one) => one.answer === answer);
  return {
    answer,
    reason: telling[0]?.reason ?? none,
    by: answer === 'no' ? [] : telling.map(({ what }) => what),
    trials,
  };
}

/**
 * Returns the answer of a decision on values that were read. The decision assumes that unread parts allow
 * everything: if it still denies, the denial is certain. If it allows, the answer is unknown.
 */
export function answerOf(
  outcome: Outcome,
  readings: readonly PartialKnowledge<unknown>[],
): { readonly answer: Answer; readonly unread: readonly Unread[] } {
  const unread = readings.flatMap(unreadOf);
  if (outcome === 'denied') return { answer: 'no', unread: [] };
  if (unread.length > 0) return { answer: 'unknown', unread };
  return { answer: outcome === 'allowed' ? 'yes' : 'unknown', unread };
}

/** Returns a trial from a decision and the values that were read for it. */
export function trial(
  what: string,
  outcome: Outcome,
  reason: string,
  verdicts: readonly Verdict[],
  readings: readonly PartialKnowledge<unknown>[],
): Trial {
  const { answer, unread } = answerOf(outcome, readings);
  return { what, answer, reason: unread[0] ? unreadReason(unread) : reason, verdicts };
}

/** Returns a sentence about the parts that could not be read. */
export function unreadReason(unread: readonly Unread[]): string {
  const [first] = unread;
  const more = unread.length > 1 ? ` and ${unread.length - 1} more` : '';
  return `Could not be read: ${first?.what}${more} (${first?.why}).`;
}
