import { cutsOff } from '../plan/environment-faults.ts';
import { faultPlanOf } from '../plan/function-faults.ts';
import type { Records, StartRecord } from './records.ts';
import { lostIn } from './timeline.ts';

/** `save` was given up after three seconds, five times: the machine was too slow. */
const TOO_SLOW = ['Sandbox.Timedout', 'States.Timeout'];

/** Whether an execution may end otherwise than its fault alone would have it. */
export const mayEndEitherWay = (
  { name, environmentFault }: StartRecord,
  { reasons }: Records,
): boolean => cutsOff(environmentFault) || TOO_SLOW.includes(reasons.get(name) ?? '');

const ENDED_BADLY = ['FAILED', 'ABORTED', 'TIMED_OUT'];

/**
 * What became of the executions, held against what must become of them: an accepted one is there at
 * the end and over, a refused one is not there, and without a fault it succeeded.
 *
 * @returns a sentence for each that is not as it must be.
 */
export function evaluateExecutions(records: Records): readonly string[] {
  return records.starts.flatMap((start) => {
    const status = records.ends.get(start.name);
    const wrong = status === undefined ? missing(start, records) : present(start, status, records);
    return wrong === undefined ? [] : [`${start.name} ${wrong}`];
  });
}

/** Executions that were accepted and that the emulator lost with its state. */
export const lostByTheEmulator = (records: Records): readonly StartRecord[] =>
  records.starts.filter(
    (start) =>
      start.answer === 'accepted' &&
      records.ends.get(start.name) === undefined &&
      lostIn(records.restarts, start),
  );

function missing(start: StartRecord, { restarts }: Records): string | undefined {
  if (start.answer !== 'accepted' || lostIn(restarts, start)) return undefined;
  return 'was accepted and is gone';
}

function present(start: StartRecord, status: string, records: Records): string | undefined {
  if (start.answer === 'refused') return `was refused with ${start.error} and is there: ${status}`;
  if (status !== 'SUCCEEDED' && !ENDED_BADLY.includes(status)) return `did not end: ${status}`;
  const due = faultPlanOf(start.fault).ends.status;
  if (status === due || mayEndEitherWay(start, records)) return undefined;
  // On a slow machine a first run is given up before its fault is over, and the second goes well.
  if (status === 'SUCCEEDED' && records.retried.has(start.name)) return undefined;
  return `with ${start.fault ?? 'no fault'} should be ${due} and is ${status}: ${records.reasons.get(start.name)}`;
}
