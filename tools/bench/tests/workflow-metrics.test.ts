import { describe, expect, it } from '@jest/globals';
import { meetsTarget, ratioOf } from '../report/compare-with-target.ts';
import { documentedDataKeys } from '../workflow/data-keys.ts';
import { memoryOf, parseProcesses, peakDuring } from '../workflow/memory.ts';
import {
  concurrencyMetrics,
  kmsMetrics,
  loggedMetrics,
  memoryMetrics,
  NAMES,
  successMetric,
  transitionMetrics,
} from '../workflow/workflow-metrics.ts';

const oneRun = (perSecond: number, milliseconds: number[], failed = 0) => ({
  ...{ perSecond, milliseconds, failed },
});
const concurrent = (atOnce: number) => ({
  atOnce,
  without: [oneRun(100, [10, 20])],
  with: [oneRun(80, [20, 40, 60], 1)],
});
const memory = (gateway: number) => ({ gateway, emulator: 1, functions: 1 });

describe('the metrics of the workflow', () => {
  it('compare executions through the gateway with those without it', () => {
    const [rate, latency] = concurrencyMetrics(concurrent(10));

    expect(rate).toMatchObject({ what: 'executions a second, 10 at once' });
    expect(rate && ratioOf(rate)).toBe(0.8);
    expect(latency?.measured.median).toBe(40);
    expect(latency?.baseline?.measured.median).toBe(15);
  });

  it('miss their target when more executions fail with the gateway than without it', () => {
    const metric = successMetric([concurrent(1)]);

    expect(metric.measured.median).toBe(75);
    expect(meetsTarget(metric)).toBe(false);
  });

  it('miss their target when an execution takes one transition more than the minimum', () => {
    expect(transitionMetrics([5, 6], 5).map(meetsTarget)).toEqual([true, false]);
  });

  it('miss their target when more is logged than the costs assume', () => {
    const reckoned = { workflow: 1000, functions: 1000 };
    const logged = [{ workflow: 1010, functions: 1100 }];

    expect(loggedMetrics(logged, reckoned).map(meetsTarget)).toEqual([true, false]);
  });

  it('compare data keys with the maximum that AWS documents', () => {
    expect([60, 300, 900].map(documentedDataKeys)).toEqual([30, 6, 2]);
    const [asDocumented] = kmsMetrics(300, { dataKeys: 6, all: 12 });
    const [more] = kmsMetrics(300, { dataKeys: 7, all: 14 });

    expect(asDocumented && meetsTarget(asDocumented)).toBe(true);
    expect(more && meetsTarget(more)).toBe(false);
  });

  it('compare memory with the memory before', () => {
    const [peak, after] = memoryMetrics({ before: memory(1), peak: memory(4), after: memory(2) });

    expect(peak && ratioOf(peak)).toBe(4);
    expect(after && ratioOf(after)).toBe(2);
  });

  it('have different names', () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
  });
});

describe('memory', () => {
  const processes = parseProcesses(
    '  1  0  1024\n 10  1 2048\n 11 10  512\n 12 11  512\n 20  1 4096\n',
  );

  it('is that of the gateway, of the emulator alone, and of its function processes', () => {
    expect(memoryOf(processes, { gateway: 20, emulator: 10 })).toEqual({
      gateway: 4,
      emulator: 2,
      functions: 1,
    });
  });

  it('is measured during the work, and the metric is the largest value', async () => {
    const readings = [memory(1), memory(9), memory(2)];
    const look = async () => readings.shift() ?? memory(3);

    const peak = await peakDuring(look, async () => {
      while (readings.length > 1) await new Promise((resolve) => setImmediate(resolve));
    });

    expect(peak.gateway).toBe(9);
  });

  it('is not measured after the work fails, and the error is thrown', async () => {
    const work = () => Promise.reject(new Error('no luck'));

    await expect(peakDuring(async () => memory(1), work)).rejects.toThrow('no luck');
  });
});
