/** How executions arrive, and how long a data key serves. */
export type Arrival = {
  executions: number;
  /** Evenly. */
  perSecond: number;
  reuseSeconds: number;
};

/**
 * Calls to KMS with each new data key. AWS documents the first alone: that the others go along with
 * it, and not with each execution, is assumed.
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
 * The reuse periods in which executions start: no more than there are executions, since a data key
 * is made when one is needed.
 */
export function reusePeriods({ executions, perSecond, reuseSeconds }: Arrival): number {
  return Math.min(executions, Math.ceil(executions / perSecond / reuseSeconds));
}

/** Calls to KMS of a Standard workflow whose executions nobody reads: a read would be one more. */
export function kmsCallsOf(arrival: Arrival): number {
  return reusePeriods(arrival) * CALLS_A_PERIOD.length;
}
