/**
 * Bytes that an execution logs, with what CloudWatch Logs adds to each event, as the part `workflow`
 * of the benchmark measures them: all events of the workflow without execution data, and one line
 * a function.
 */
export const LOGGED_BYTES = { workflow: 4950, functions: 1600 } as const;

/** Assumptions that this project does not measure. */
export const ASSUMED = {
  executions: 1_000_000,
  /** check-price, buy or sell, save. */
  invocations: 3,
  /** Duration of an invocation in a warm environment. */
  milliseconds: 10,
  /** Lambda's own lines on start and report, for each invocation. */
  platformBytes: 450,
  /** A row is smaller than the 1 KB of one unit. */
  writeUnits: 1,
  /** From start to end of an Express workflow, billed in steps of 100 ms and of 64 MB. */
  express: { seconds: 0.2, gigabytes: 0.0625 },
  /** Synchronous: by the caller for the answer, and by the execution role. */
  expressDecrypts: 2,
} as const;

/** Executions a second, arriving evenly. */
export const RATES = [1, 10, 100] as const;

/** The shortest reuse period, the default of Step Functions, and the longest. */
export const REUSE_SECONDS = [60, 300, 900] as const;

/** The same and, in its place among them, the period that is deployed. */
export function reusePeriodsWith(deployed: number): readonly number[] {
  return [...new Set([...REUSE_SECONDS, deployed])].sort((a, b) => a - b);
}
