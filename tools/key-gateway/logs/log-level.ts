/** The events of an execution's history that each level includes. */
const levels: Readonly<Record<string, RegExp>> = {
  ALL: /./,
  ERROR: /(Failed|Aborted|TimedOut|^FailStateEntered)$/,
  FATAL: /^Execution(Failed|Aborted|TimedOut)$/,
};

/**
 * Whether an event is logged at a level. `OFF` and an unknown level log nothing.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export function isLogged(level: string, eventType: string): boolean {
  return Object.hasOwn(levels, level) && (levels[level]?.test(eventType) ?? false);
}
