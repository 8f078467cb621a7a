/**
 * Stands in for `node:crypto` in functions that hash nothing (`Alias` in template.yaml). Powertools
 * imports it for this one function, which it needs only where debug lines are sampled; to load it takes
 * as long as the rest of a cold start of ours. So it is loaded when a number is asked for.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/#sampling-debug-logs
 */
export const randomInt = (from: number, to: number): number =>
  process.getBuiltinModule('node:crypto').randomInt(from, to);
