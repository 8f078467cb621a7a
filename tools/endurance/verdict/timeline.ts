import type { Change, Restart, Rules, Span } from './records.ts';

/** The rules of a freshly deployed stack with an auditor. */
export const INITIAL_RULES: Rules = { keyEnabled: true, roleMayUseKey: true, auditorMayRead: true };

/** Every set of rules that may have held at some moment of a span: more than one around a change. */
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

/** Whether two spans have a moment in common. */
export const overlap = (one: Span, other: Span): boolean =>
  one.from <= other.to && other.from <= one.to;

/** The gateway asks the emulator twice and waits five seconds each time; then it refuses. */
const TIMEOUT_MS = 9_000;

/** Whether the machine was too slow for the gateway to decide, and it refused, as it has to. */
export const tooSlow = ({ from, to, error }: Span & { readonly error?: string }): boolean =>
  error === 'ServiceUnavailableException' && to - from >= TIMEOUT_MS;

/** When the emulator was away. */
export const awayDuring = ({ leftAt, upAt }: Restart): Span => ({ from: leftAt, to: upAt });

/** Whether what was done at a moment is missing from the state that the emulator came back with. */
export const lostIn = (restarts: readonly Restart[], moment: Span): boolean =>
  restarts.some(({ savedAt, downAt }) => overlap(moment, { from: savedAt, to: downAt }));
