import { describe, expect, it } from '@jest/globals';
import { lostByTheEmulator } from './executions.ts';
import { judge } from './judge.ts';
import { rowsLostByTheEmulator } from './rows.ts';
import { without } from './spoilt.ts';
import { summary } from './summary.ts';
import { wellRecords } from './well.ts';

describe('a run that went well', () => {
  it('is found to be so', () => {
    expect(Object.fromEntries(judge(wellRecords()))).toEqual({});
  });

  it('tells what the emulator lost, by number', () => {
    expect(lostByTheEmulator(wellRecords()).map(({ name }) => name)).toEqual(['lost']);
    expect(summary(wellRecords()).join('\n')).toContain('Lost by the emulator: 1 executions');
  });

  it('may lack the row of a success whose put came after the state was saved', () => {
    const well = wellRecords();
    const late = { executionName: 'plain', at: 50_500 };
    const stored = well.stored.filter(({ executionName }) => executionName !== 'plain');
    const records = { ...well, rows: without(well, 'plain'), stored: [...stored, late] };

    expect(judge(records).size).toBe(0);
    expect(rowsLostByTheEmulator(records)).toEqual(['plain']);
  });

  it('may have a row of an execution that the emulator could not save', () => {
    const well = wellRecords();
    const rows = [...well.rows, { executionName: 'lost', type: 'buy', price: 42 }];
    const restarts = well.restarts.map((restart) => ({ ...restart, unsaved: ['stepfunctions'] }));

    expect(judge({ ...well, rows, restarts }).size).toBe(0);
  });
});
