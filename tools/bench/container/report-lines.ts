/** The report of the Runtime Interface Emulator on one invocation, in milliseconds. */
export type Report = { requestId: string; duration: number };

const REPORT = /^REPORT RequestId: (\S+)\s+(?:Init Duration: [\d.]+ ms\s+)?Duration: ([\d.]+) ms/gm;

/**
 * Returns the REPORT lines of a log, in their order
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html).
 *
 * The first line of a container has an Init Duration as well. It is not used: the emulator starts
 * the runtime with the first event, so the initialization is part of that invocation's Duration.
 * Its Init Duration is a tenth of a millisecond for any function.
 */
export function reportsIn(log: string): Report[] {
  return [...log.matchAll(REPORT)].map(([, requestId = '', duration]) => ({
    requestId,
    duration: Number(duration),
  }));
}
