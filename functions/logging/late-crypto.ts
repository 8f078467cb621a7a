/**
 * Stands in for `node:crypto` in functions that hash nothing (`Alias` in template.yaml). Powertools
 * imports it for this one function, which it needs only where debug lines are sampled; to load all of
 * it takes half as long as the rest of such a function. So it is loaded when a number is asked for.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/#sampling-debug-logs
 */
export const randomInt = (from: number, to: number): number =>
  process.getBuiltinModule('node:crypto').randomInt(from, to);
