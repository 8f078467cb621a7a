import { describe, expect, it } from '@jest/globals';
import { casesOf, loadCases } from './harness/load-cases.ts';

const cases = loadCases(new URL('./cases/', import.meta.url));

describe('permission cases', () => {
  for (const file of new Set(cases.map((one) => one.file))) {
    describe(file, () => {
      for (const { name, kind, from, expect: wanted } of cases.filter((one) => one.file === file)) {
        it(name, () => {
          const result = kind.run(from);

          // The run must return every expected key. Otherwise the case would check nothing.
          const seen = Object.fromEntries(Object.keys(wanted).map((key) => [key, result[key]]));
          expect(seen).toEqual(wanted);
        });
      }
    });
  }

  it('are at least 250, with unique names within each file', () => {
    const names = cases.map(({ file, name }) => `${file}: ${name}`);

    expect(new Set(names).size).toBe(names.length);
    expect(cases.length).toBeGreaterThanOrEqual(250);
  });
});

describe('a case file', () => {
  const whole = { kind: 'policy', about: 'x', cases: [] };
  const one = { name: 'n', why: 'w', kind: 'key-policy', policy: [], expect: { path: '$' } };

  it.each([
    ['in the file', { ...whole, extra: 1 }],
    ['in the shared input', { ...whole, given: { extra: 1 } }],
    ['in a case', { ...whole, cases: [{ ...one, extra: 1 }] }],
  ])('with an unknown key %s is an error', (_, file) => {
    expect(() => casesOf('f', file)).toThrow('unknown key "extra"');
  });

  it('is rejected if a case expects nothing', () => {
    expect(() => casesOf('f', { ...whole, cases: [{ ...one, expect: {} }] })).toThrow('nothing');
  });

  it('is rejected if its kind is unknown', () => {
    expect(() => casesOf('f', { ...whole, kind: 'other' })).toThrow('unknown kind');
  });
});
