import { faultPlanOf } from '../plan/function-faults.ts';
import { mayEndEitherWay } from './executions.ts';
import type { Records, RowRecord, StartRecord } from './records.ts';
import { lostIn } from './timeline.ts';

/**
 * Checks that each trade is recorded once: one row for each success, at most one for each failure,
 * no other rows, and no second row that the table stored.
 *
 * @returns a sentence for each row that is missing, doubled, wrong, or without an execution.
 */
export function evaluateRows(records: Records): readonly string[] {
  const byName = Map.groupBy(records.rows, ({ executionName }) => executionName);
  const starts = new Map(records.starts.map((start) => [start.name, start]));
  const unexpected = [...byName.keys()]
    .filter((name) => records.ends.get(name) === undefined)
    .filter((name) => !executionWasLost(starts.get(name), records))
    .map((name) => `${name} has a row but no execution`);
  const wrong = records.starts.flatMap((start) => {
    const rows = byName.get(start.name) ?? [];
    return evaluateOne(start, rows, records).map((each) => `${start.name} ${each}`);
  });
  return [...unexpected, ...wrong, ...evaluateStored(records)];
}

/** Returns the executions that succeeded and whose row the emulator lost with its state. */
export const rowsLostByTheEmulator = (records: Records): readonly string[] => {
  const there = new Set(records.rows.map(({ executionName }) => executionName));
  return records.starts
    .filter(({ name }) => records.ends.get(name) === 'SUCCEEDED' && !there.has(name))
    .filter(({ name }) => rowWasLost(name, records))
    .map(({ name }) => name);
};

function evaluateOne(
  start: StartRecord,
  rows: readonly RowRecord[],
  records: Records,
): readonly string[] {
  const status = records.ends.get(start.name);
  if (status === undefined) return [];
  const side = start.price <= 50 ? 'buy' : 'sell';
  const wrong = rows
    .filter(({ price, type }) => price !== start.price || type !== side)
    .map(({ price, type }) => `traded at ${start.price} and has a row: ${type} at ${price}`);
  if (rows.length > 1) return [...wrong, `has ${rows.length} rows`];
  if (status === 'SUCCEEDED') {
    const found = rows.length === 1 || rowWasLost(start.name, records);
    return found ? wrong : [...wrong, 'succeeded and has no row'];
  }
  const due = faultPlanOf(start.fault).ends.rows;
  if (rows.length === due || mayEndEitherWay(start, records)) return wrong;
  return [...wrong, `with ${start.fault ?? 'no fault'} should have ${due} rows`];
}

/** The table acknowledged the row, and then lost it with the state of the emulator. */
const rowWasLost = (name: string, { stored, restarts }: Records): boolean =>
  stored.some(
    ({ executionName, at }) => executionName === name && lostIn(restarts, { from: at, to: at }),
  );

/** The emulator's log shows that it saved the table and could not save the executions. */
const executionWasLost = (start: StartRecord | undefined, { restarts }: Records): boolean =>
  start !== undefined &&
  start.answer !== 'denied' &&
  lostIn(
    restarts.filter(({ unsaved }) => unsaved.includes('stepfunctions')),
    start,
  );

function evaluateStored({ stored }: Records): readonly string[] {
  const byName = Map.groupBy(stored, ({ executionName }) => executionName);
  return [...byName]
    .filter(([, puts]) => puts.length > 1)
    .map(([name, puts]) => `${name} was stored ${puts.length} times`);
}
