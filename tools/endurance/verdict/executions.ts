import { cutsOff } from '../plan/environment-faults.ts';
import { faultPlanOf } from '../plan/function-faults.ts';
import type { Records, StartRecord } from './records.ts';
import { lostIn } from './timeline.ts';

/** `save` timed out after three seconds, five times: the machine was too slow. */
const TOO_SLOW = ['Sandbox.Timedout', 'States.Timeout'];

/** Returns whether an execution can end in another way than its fault alone would cause. */
export const mayEndEitherWay = (
  { name, environmentFault }: StartRecord,
  { reasons }: Records,
): boolean => cutsOff(environmentFault) || TOO_SLOW.includes(reasons.get(name) ?? '');

const ENDED_BADLY = ['FAILED', 'ABORTED', 'TIMED_OUT'];

/**
 * Compares the executions with the expected ones: an accepted execution exists and has ended, a
 * denied one does not exist, and one without a fault succeeded.
 *
 * @returns a sentence for each difference.
 */
export function evaluateExecutions(records: Records): readonly string[] {
  return records.starts.flatMap((start) => {
    const status = records.ends.get(start.name);
    const wrong = status === undefined ? missing(start, records) : present(start, status, records);
    return wrong === undefined ? [] : [`${start.name} ${wrong}`];
  });
}

/** Returns the accepted executions that the emulator lost with its state. */
export const lostByTheEmulator = (records: Records): readonly StartRecord[] =>
  records.starts.filter(
    (start) =>
      start.answer === 'accepted' &&
      records.ends.get(start.name) === undefined &&
      lostIn(records.restarts, start),
  );

function missing(start: StartRecord, { restarts }: Records): string | undefined {
  if (start.answer !== 'accepted' || lostIn(restarts, start)) return undefined;
  return 'was accepted and does not exist';
}

function present(start: StartRecord, status: string, records: Records): string | undefined {
  if (start.answer === 'denied') return `was denied with ${start.error} and exists: ${status}`;
  if (status !== 'SUCCEEDED' && !ENDED_BADLY.includes(status)) return `did not end: ${status}`;
  const due = faultPlanOf(start.fault).ends.status;
  if (status === due || mayEndEitherWay(start, records)) return undefined;
  // On a slow machine the first run times out before its fault is over, and the second succeeds.
  if (status === 'SUCCEEDED' && records.retried.has(start.name)) return undefined;
  return `with ${start.fault ?? 'no fault'} should be ${due} and is ${status}: ${records.reasons.get(start.name)}`;
}
