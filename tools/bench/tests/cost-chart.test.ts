import { describe, expect, it } from '@jest/globals';
import { costChart } from '../cost/chart.ts';

const facts = { transitions: 5, memory: 256, architecture: 'arm64', reuseSeconds: 100 } as const;
const chart = costChart(facts);

describe('the chart of costs', () => {
  it('has a text for readers who cannot see it', () => {
    expect(chart).toMatch(/<svg [^>]*role="img" aria-labelledby="title description">/);
    expect(chart).toMatch(/<title id="title">[^<]+<\/title>/);
    expect(chart).toMatch(/<desc id="description">In USD[^<]+125\.00\.<\/desc>/);
  });

  it('has colors for dark mode', () => {
    expect(chart).toContain('prefers-color-scheme: dark');
  });

  it('falls with the reuse period, and with the rate of executions', () => {
    const lines = [...chart.matchAll(/<polyline [^>]*points="([^"]+)"/g)].map(([, points = '']) =>
      points.split(' ').map((point) => Number(point.split(',')[1])),
    );

    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toEqual(line.toSorted((a, b) => a - b));
    const first = lines.map(([top = 0]) => top);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
  });

  it('draws everything within its frame', () => {
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(chart) ?? [];
    for (const [, axis, value] of chart.matchAll(/ c?([xy])[12]?="([\d.-]+)"/g)) {
      expect(Number(value)).toBeGreaterThanOrEqual(0);
      expect(Number(value)).toBeLessThanOrEqual(Number(axis === 'x' ? width : height));
    }
  });

  it('shows the reuse period that is deployed', () => {
    expect(chart).toContain('>100 s</text>');
    expect(chart).toMatch(/<desc [^>]*>[^<]+ with 100 s/);
  });

  it('follows the number of state transitions', () => {
    expect(costChart({ ...facts, transitions: 6 })).toContain('state transitions: 150.00');
  });
});
