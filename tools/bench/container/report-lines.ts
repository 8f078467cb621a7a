/** What the Runtime Interface Emulator says of one invocation, in milliseconds. */
export type Report = { requestId: string; duration: number };

const REPORT = /^REPORT RequestId: (\S+)\s+(?:Init Duration: [\d.]+ ms\s+)?Duration: ([\d.]+) ms/gm;

/**
 * Finds the REPORT lines in a log, in their order
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html).
 *
 * The first line of a container has an Init Duration as well. It is left alone: the emulator starts the
 * runtime when the first event comes, so the initialization is in that invocation's Duration, and what it
 * calls Init Duration is a tenth of a millisecond for whatever function.
 */
export function reportsIn(log: string): Report[] {
  return [...log.matchAll(REPORT)].map(([, requestId = '', duration]) => ({
    requestId,
    duration: Number(duration),
  }));
}
