import type { Change, Restart, Rules, Span } from './records.ts';

/** The rules of a newly deployed stack with an auditor. */
export const INITIAL_RULES: Rules = { keyEnabled: true, roleMayUseKey: true, auditorMayRead: true };

/** Returns every set of rules that can have applied during a span: more than one during a change. */
export function rulesDuring(changes: readonly Change[], { from, to }: Span): readonly Rules[] {
  const possible: Rules[] = [];
  let rules = INITIAL_RULES;
  let certainSince = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (certainSince <= to && change.to >= from) possible.push(rules);
    rules = change.rules;
    certainSince = change.from;
  }
  if (certainSince <= to) possible.push(rules);
  return possible;
}

/** Returns whether two spans overlap. */
export const overlap = (one: Span, other: Span): boolean =>
  one.from <= other.to && other.from <= one.to;

/** The gateway asks the emulator twice and waits five seconds each time. Then it denies. */
const TIMEOUT_MS = 9_000;

/** Returns whether the gateway denied because the machine was too slow for its decision. */
export const tooSlow = ({ from, to, error }: Span & { readonly error?: string }): boolean =>
  error === 'ServiceUnavailableException' && to - from >= TIMEOUT_MS;

/** Returns when the emulator was down. */
export const awayDuring = ({ leftAt, upAt }: Restart): Span => ({ from: leftAt, to: upAt });

/** Returns whether a change at a moment can be missing after the emulator started again. */
export const lostIn = (restarts: readonly Restart[], moment: Span): boolean =>
  restarts.some(({ savedAt, downAt }) => overlap(moment, { from: savedAt, to: downAt }));
