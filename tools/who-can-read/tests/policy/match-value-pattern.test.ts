import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nothingKnown, requestContext } from '../../context/request-context.ts';
import { matchValuePattern } from '../../policy/match-value-pattern.ts';
import { parseValuePattern } from '../../policy/parse-value-pattern.ts';
import { hole } from '../../unknown-text.ts';

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

  // With backtracking, this test would not end.
  it('with many wildcards is matched without backtracking', () => {
    expect(matches('a*'.repeat(40), `${'a'.repeat(2000)}b`)).toBe(true);
    expect(matches(`${'a*'.repeat(40)}c`, 'a'.repeat(2000))).toBe(false);
  });
});

describe('a variable whose value has an unknown part', () => {
  const context = requestContext([{ 'aws:username': `al${hole('X')}` }]);
  const match = (text: string) => {
    const pattern = parseValuePattern('user/${aws:username}', { ...marks, variables: true });
    return pattern && matchValuePattern(pattern, text, context);
  };

  it.each([
    ['user/alice', 'unknown'],
    ['user/bob', 'no'],
    [`user/al${hole('X')}`, 'yes'],
    [`user/al${hole('Y')}`, 'unknown'],
  ])('matches %j: %s', (text, expected) => {
    expect(match(text)).toBe(expected);
  });
});
