import { describe, expect, it } from '@jest/globals';
import { MissingToolError } from 'helpers/errors';
import { parts } from '../bench-parts.ts';
import type { Bench, Metric } from '../metric.ts';
import { runParts } from '../run-parts.ts';
import { selectParts, UnknownPartError } from '../select-parts.ts';
import { Skipped } from '../skipped.ts';
import { exact } from '../statistics.ts';

const metric: Metric = { what: 'a line', measured: exact(1) };
const bench = (name: string, measure: Bench['measure'], more: Partial<Bench> = {}): Bench => ({
  ...{ name, title: `About ${name}`, measure },
  ...more,
});
const good = bench('good', async () => [metric]);
const quiet = { begins() {}, progress() {}, ends() {} };

describe('a run of the benchmark', () => {
  it('continues after a part that fails, and names the part and the reason', async () => {
    const broken = bench('broken', () => Promise.reject(new Error('no luck')));

    const outcome = await runParts([broken, good], quiet);

    expect(outcome.failed).toEqual([{ name: 'broken', why: 'no luck' }]);
    expect(outcome.parts).toMatchObject([{ name: 'good', metrics: [metric] }]);
  });

  it('skips a part that this machine cannot run, and says how to enable it', async () => {
    const docker = bench('docker', () => Promise.reject(new Skipped('No engine. Install one.')));
    const missing = new MissingToolError('No Python.', { advice: 'Get Python.' });
    const python = bench('python', () => Promise.reject(missing));

    const outcome = await runParts([docker, python], quiet);

    expect(outcome.failed).toEqual([]);
    expect(outcome.skipped).toEqual([
      { name: 'docker', why: 'No engine. Install one.' },
      { name: 'python', why: 'No Python. Get Python.' },
    ]);
  });

  it('rejects metrics that a part did not announce', async () => {
    const liar = bench('liar', async () => [metric], { metrics: ['another line'] });

    const { failed } = await runParts([liar], quiet);

    expect(failed).toEqual([{ name: 'liar', why: expect.stringContaining('another line') }]);
  });

  it('reports its progress', async () => {
    const lines: string[] = [];
    const slow = bench('slow', async (progress) => {
      progress('half way');
      return [];
    });

    await runParts([slow], {
      begins: (name) => lines.push(`${name} begins`),
      progress: (name, line) => lines.push(`${name}: ${line}`),
      ends: (name) => lines.push(`${name} ends`),
    });

    expect(lines).toEqual(['slow begins', 'slow: half way', 'slow ends']);
  });
});

describe('the parts to run', () => {
  const long = bench('long', async () => [], { onlyByName: 'it is long' });

  it('are all except those that run only by name, and the output lists these', () => {
    expect(selectParts([good, long], [], false)).toEqual({
      chosen: [good],
      notAsked: [{ name: 'long', why: 'it is long' }],
    });
  });

  it('are the named ones, in the order of the benchmark', () => {
    const { chosen, notAsked } = selectParts([good, long], ['long', 'good'], false);

    expect(chosen).toEqual([good, long]);
    expect(notAsked).toEqual([]);
  });

  it('are all of them with --all', () => {
    expect(selectParts([good, long], [], true)).toEqual({ chosen: [good, long], notAsked: [] });
  });

  it('are an error that names an unknown part', () => {
    expect(() => selectParts([good, long], ['nonsense'], false)).toThrow(UnknownPartError);
    expect(() => selectParts([good, long], ['nonsense'], false)).toThrow(
      'There is no part nonsense. The parts are: good, long.',
    );
  });

  it('each have a unique name of one word', () => {
    const names = parts.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });
});
