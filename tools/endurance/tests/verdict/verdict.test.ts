import { describe, expect, it } from '@jest/globals';
import { lostByTheEmulator } from '../../verdict/executions.ts';
import { rowsLostByTheEmulator } from '../../verdict/rows.ts';
import { summary } from '../../verdict/summary.ts';
import { evaluateRun } from '../../verdict/verdict.ts';
import { without } from './corrupted-run.ts';
import { passingRecords } from './passing-run.ts';

describe('a run without violations', () => {
  it('passes', () => {
    expect(Object.fromEntries(evaluateRun(passingRecords()))).toEqual({});
  });

  it('reports how many executions the emulator lost', () => {
    expect(lostByTheEmulator(passingRecords()).map(({ name }) => name)).toEqual(['lost']);
    expect(summary(passingRecords()).join('\n')).toContain('Lost by the emulator: 1 executions');
  });

  it('passes without the row of a success whose put came after the saved state', () => {
    const passing = passingRecords();
    const late = { executionName: 'plain', at: 50_500 };
    const stored = passing.stored.filter(({ executionName }) => executionName !== 'plain');
    const records = { ...passing, rows: without(passing, 'plain'), stored: [...stored, late] };

    expect(evaluateRun(records).size).toBe(0);
    expect(rowsLostByTheEmulator(records)).toEqual(['plain']);
  });

  it('passes with a row of an execution that the emulator could not save', () => {
    const records = passingRecords();
    const rows = [...records.rows, { executionName: 'lost', type: 'buy', price: 42 }];
    const restarts = records.restarts.map((restart) => ({
      ...restart,
      unsaved: ['stepfunctions'],
    }));

    expect(evaluateRun({ ...records, rows, restarts }).size).toBe(0);
  });

  it('passes with an execution that ended late on a slow machine', () => {
    const records = passingRecords();
    const ends = new Map([...records.ends, ['expensive', 'FAILED']]);
    const reasons = new Map([['expensive', 'Sandbox.Timedout']]);

    expect(evaluateRun({ ...records, ends, reasons }).size).toBe(0);
    expect(evaluateRun({ ...records, ends }).size).toBe(1);
  });

  it('passes with a denial after the full timeout of the gateway', () => {
    const records = passingRecords();
    const slow = { from: 3000, to: 13_000, error: 'ServiceUnavailableException' } as const;
    const probe = { as: 'operator', call: 'x', secret: false, got: 'denial' } as const;
    const withProbe = (to: number) => ({
      ...records,
      probes: [...records.probes, { ...probe, ...slow, to, revealed: false }],
    });

    expect(evaluateRun(withProbe(13_000)).size).toBe(0);
    expect(evaluateRun(withProbe(3500)).size).toBe(1);
  });

  it('passes with a success after a fault if the workflow retried', () => {
    const records = passingRecords();
    const ends = new Map([...records.ends, ['put-denied-meanwhile', 'SUCCEEDED']]);
    const retried = new Set([...records.retried, 'put-denied-meanwhile']);

    expect(evaluateRun({ ...records, ends, retried }).size).toBe(0);
    expect(evaluateRun({ ...records, ends }).size).toBe(1);
  });
});
