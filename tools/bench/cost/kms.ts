/** The rate of executions, and the reuse period of data keys. */
export type Arrival = {
  executions: number;
  /** Evenly. */
  perSecond: number;
  reuseSeconds: number;
};

/**
 * Calls to KMS with each new data key. AWS documents only the first. The computation assumes that
 * the others come with it, and not with each execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 */
export const CALLS_A_PERIOD = [
  'GenerateDataKey of the execution role, for the workflow',
  'Decrypt of the execution role, for the workflow',
  'GenerateDataKey of the execution role, for the logs',
  'Decrypt of log delivery, for the logs',
] as const;

/**
 * Returns the number of reuse periods with executions: at most the number of executions, because a
 * data key is made only when it is needed.
 */
export function reusePeriods({ executions, perSecond, reuseSeconds }: Arrival): number {
  return Math.min(executions, Math.ceil(executions / perSecond / reuseSeconds));
}

/** Calls to KMS of a Standard workflow without reads. Each read is one more. */
export function kmsCallsOf(arrival: Arrival): number {
  return reusePeriods(arrival) * CALLS_A_PERIOD.length;
}
