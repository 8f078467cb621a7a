import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingKnown } from '../../context/request-context.ts';
import { matchValuePattern } from '../../policy/match-value-pattern.ts';
import { parseValuePattern } from '../../policy/parse-value-pattern.ts';

const marks = { wildcards: true, variables: false };
const letters = (alphabet: string, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map((found) => found.join(''));

function matches(pattern: string, text: string): boolean {
  const template = parseValuePattern(pattern, marks);
  return template !== undefined && matchValuePattern(template, text, nothingKnown) === 'yes';
}

/** A second implementation of the documented rule: as a regular expression. */
function model(pattern: string): RegExp {
  const source = pattern
    .replace(/[.]/g, '\\.')
    .replace(/\?/g, '[^]')
    .replace(/\*(?=:|$)/g, '<any>')
    .replace(/\*/g, '[^:]*')
    .replace(/<any>/g, '[^]*');
  return new RegExp(`^${source}$`);
}

describe('a pattern', () => {
  it('matches the same texts as the equivalent regular expression', () => {
    fc.assert(
      fc.property(letters('ab:*?.', 8), letters('ab:.', 10), (pattern, text) => {
        expect(matches(pattern, text)).toBe(model(pattern).test(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('with many wildcards is matched in a short time, even for the most difficult text', () => {
    const started = performance.now();

    expect(matches('a*'.repeat(40), `${'a'.repeat(2000)}b`)).toBe(true);
    expect(matches(`${'a*'.repeat(40)}c`, 'a'.repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
