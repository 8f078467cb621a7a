import { describe, expect, it } from '@jest/globals';
import type { Metric } from '../metric.ts';
import { meetsTarget, ratioOf, targetText } from '../report/compare-with-target.ts';
import { markdownOf } from '../report/markdown.ts';
import { shown } from '../report/shown.ts';
import { textOf } from '../report/text.ts';
import type { Results } from '../results.ts';
import { exact, spread } from '../statistics.ts';
import { watchOn } from '../watch.ts';

const alone: Metric = { what: 'alone', unit: 's', measured: spread([1, 2, 3, 4, 5]) };
const compared: Metric = {
  what: 'save',
  unit: 'ms',
  measured: exact(300),
  baseline: { what: 'empty handler', measured: exact(100) },
};
const results: Results = {
  date: '2026-11-24T12:00:00.000Z',
  commit: 'abc1234',
  node: 'v24.0.0',
  loadAverage: 0.25,
  machine: { cores: 2, model: 'Some CPU', memoryGiB: 8, system: 'Linux x64' },
  parts: [
    {
      ...{ name: 'cold-start', title: 'From start to answer.', seconds: 1 },
      metrics: [alone, { ...compared, target: { atMost: 2.5 } }],
    },
  ],
  skipped: [{ name: 'container', why: 'no engine' }],
  failed: [{ name: 'workflow', why: 'it broke' }],
};

describe('a target', () => {
  it('applies to the ratio if there is a baseline', () => {
    expect(ratioOf(compared)).toBe(3);
    expect(meetsTarget({ ...compared, target: { atMost: 2.5 } })).toBe(false);
    expect(meetsTarget({ ...compared, target: { atMost: 3 } })).toBe(true);
    expect(meetsTarget({ ...compared, target: { atLeast: 3.1 } })).toBe(false);
  });

  it('applies to the ratio of the rounds if there are rounds', () => {
    const inTurns = {
      ...compared,
      ...(compared.baseline && { baseline: { ...compared.baseline, ratio: 1.5 } }),
    };

    expect(ratioOf(inTurns)).toBe(1.5);
    expect(meetsTarget({ ...inTurns, target: { atMost: 2.5 } })).toBe(true);
  });

  it('applies to the median without a baseline', () => {
    expect(ratioOf(alone)).toBeUndefined();
    expect(meetsTarget({ ...alone, target: { atMost: 2.9 } })).toBe(false);
    expect(meetsTarget({ ...alone, target: { atLeast: 3 } })).toBe(true);
  });

  it('can be absent', () => {
    expect(meetsTarget(alone)).toBeUndefined();
  });

  it('is written as a comparison', () => {
    expect([targetText({ atMost: 1.25 }), targetText({ atLeast: 0.9 })]).toEqual([
      '<= 1.25',
      '>= 0.9',
    ]);
  });
});

describe('a number', () => {
  it.each([
    [1234567.8, '1,234,568'],
    [999.4, '999'],
    [12.345, '12.3'],
    [0.00040123, '0.000401'],
    [0, '0'],
  ])('%p reads %p', (value, text) => {
    expect(shown(value)).toBe(text);
  });
});

describe('the table of a run', () => {
  const lines = textOf(results).split('\n');

  it('has a line for each metric, with the baseline', () => {
    const line = lines.find((each) => each.includes('save'))?.split(/\s{2,}/);

    expect(line).toEqual(
      ['cold-start', 'save', '300', '300', '300', 'ms'].concat([
        ...['empty handler', '100', '3', '<= 2.5', 'NO'],
      ]),
    );
  });

  it('shows the middle half of the values', () => {
    expect(lines.find((each) => each.includes('alone'))).toMatch(/3 +2 +4 +s/);
  });

  it('names the machine and the time', () => {
    expect(lines[0]).toContain(
      '2 x Some CPU, 8 GiB, Linux x64, Node.js v24.0.0, commit abc1234, 2026-11-24T12:00:00.000Z, load average before 0.25',
    );
  });

  it('ends with the names of missed targets, skipped parts and failed parts', () => {
    expect(lines.slice(-3)).toEqual([
      'Target missed: cold-start: save',
      'Skipped: container: no engine',
      'FAILED: workflow: it broke',
    ]);
  });
});

describe('a run on a page', () => {
  it('has a table for each part that ran, and names the others', () => {
    const page = markdownOf(results);

    expect(page).toContain('Measured on 2026-11-24 at commit abc1234');
    expect(page).toContain('### cold-start\n\nFrom start to answer.');
    expect(page).toContain('| alone | 3 s | 2 to 4 |  |  |  |  |');
    expect(page).toContain('| save | 300 ms |  | empty handler | 100 | 3 | ≤ 2.5, **missed** |');
    expect(page).toContain('- container: no engine');
    expect(page).toContain('- workflow: it broke');
  });
});

describe('progress', () => {
  const shownOn = (isTTY: boolean): string => {
    let text = '';
    const watcher = watchOn({ isTTY, write: (more) => (text += more) });
    watcher.begins('size');
    watcher.progress('size', 'half way');
    watcher.ends('size', 1.234);
    return text;
  };

  it('prints one line for each part without a terminal', () => {
    expect(shownOn(false)).toBe('size: 1.2 s\n');
  });

  it('updates one line on a terminal', () => {
    expect(shownOn(true)).toContain('\r\u001b[Ksize: half way\r\u001b[Ksize: 1.2 s\n');
  });
});
