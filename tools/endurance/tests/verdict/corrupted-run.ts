import { describe, expect, it } from '@jest/globals';
import type { Records } from '../../verdict/records.ts';
import type { INVARIANTS } from '../../verdict/verdict.ts';
import { evaluateRun } from '../../verdict/verdict.ts';
import { at, passingRecords } from './passing-run.ts';

/** A fault, its change to the records of a passing run, and a text that the verdict must contain. */
export type Case = readonly [
  title: string,
  corrupt: (records: Records) => Partial<Records>,
  says: string,
];

/** Returns the records with another start of one execution. */
export const startOf = (records: Records, name: string, more: object): Partial<Records> => ({
  starts: records.starts.map((start) => (start.name === name ? { ...start, ...more } : start)),
});
/** Returns the records with another end of one execution. */
export const endOf = (
  records: Records,
  name: string,
  status: string | undefined,
): Partial<Records> => ({
  ends: new Map([...records.ends, [name, status]]),
});
/** Returns the records with one more probe, a successful read unless `more` says otherwise. */
export const probed = (
  records: Records,
  as: string,
  second: number,
  more: object,
): Partial<Records> => {
  const probe = { as, call: 'GetExecutionHistory', secret: true, ...at(second) };
  const read = { got: 'answer', revealed: true } as const;
  return { probes: [...records.probes, { ...probe, ...read, ...more }] };
};
/** The row of the execution `plain`. */
export const row = { executionName: 'plain', type: 'buy', price: 42 };
/** Returns all rows except those of one execution. */
export const without = (records: Records, name: string) =>
  records.rows.filter(({ executionName }) => executionName !== name);

/** Shows that an invariant can fail, in each of these cases for the named reason. */
export function isRejectedWhen(invariant: keyof typeof INVARIANTS, cases: readonly Case[]): void {
  describe(`"${invariant}" does not hold when`, () => {
    it.each(cases)('%s', (_title, corrupt, says) => {
      const records = passingRecords();
      const wrong = evaluateRun({ ...records, ...corrupt(records) });
      expect(wrong.get(invariant)?.join('\n')).toContain(says);
    });
  });
}
