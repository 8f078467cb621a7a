/** ArnLike on values of which a part is not known, as in templates. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { requestContext } from '../../context/request-context.ts';
import { arnLike } from '../../policy/conditions/arn-operators.ts';
import { parseValuePattern } from '../../policy/parse-value-pattern.ts';
import { hole } from '../../unknown-text.ts';

const X = hole('X');
const Y = hole('Y');

/** Returns how an ARN of a policy compares with a value of a request. */
function compare(pattern: string, actual: string): string {
  const parsed = parseValuePattern(pattern, { wildcards: true, variables: true });
  if (!parsed) throw new Error(`${pattern} is malformed`);
  const test = arnLike(parsed);
  if (typeof test === 'string') throw new Error(test);
  return test(actual, requestContext([{ 'app:Group': 'log-group' }]));
}

describe('ArnLike with unknown parts', () => {
  it.each([
    // The last part of an ARN can hold colons.
    ['arn:aws:logs:us-east-1:1:*', `arn:aws:logs:us-east-1:1:log-group:${X}:*`, 'yes'],
    [`arn:aws:logs:${X}:1:*`, `arn:aws:logs:${X}:1:log-group:a:b`, 'yes'],
    [`arn:aws:logs:us-east-1:1:*:${X}`, `arn:aws:logs:us-east-1:1:a:b:${X}`, 'yes'],
    ['arn:aws:logs:*:1:${app:Group}:a*', `arn:aws:logs:${X}:1:log-group:a:b`, 'unknown'],
    ['arn:aws:logs:*:1:${app:Group}:a', `arn:aws:logs:eu-west-1:1:log-group:${X}`, 'unknown'],
    ['arn:aws:logs:eu-west-1:1:${app:Group}:a', `arn:aws:logs:eu-west-1:1:log-stream:${X}`, 'no'],
    // A value of the unknown part decides.
    [`arn:aws:logs:${X}:1:a`, 'arn:aws:logs:us-east-1:1:b', 'no'],
    [`arn:aws:logs:${X}:1:a`, 'arn:aws:logs:us-east-1:1:a', 'unknown'],
    [`arn:aws:logs:${X}:1:a`, `arn:aws:logs:${Y}:1:a`, 'unknown'],
    [X, X, 'yes'],
    // A value that is not an ARN cannot be compared with an ARN.
    [`arn:aws:logs:${X}:1:a`, 'log-group', 'unknown'],
    [`arn:aws:logs:${X}:1:a`, 'arn:aws:logs:us-east-1:1', 'unknown'],
    ['arn:aws:logs:us-east-1:1:a', `log-${X}`, 'unknown'],
    ['arn:aws:logs:us-east-1:1:a', `arn:aws:s3:${X}`, 'unknown'],
    ['arn:aws:logs:us-east-1:1:a', `arn:aws:s3:::${X}`, 'no'],
  ])('%j against %j', (pattern, actual, wanted) => {
    expect(compare(pattern, actual)).toBe(wanted);
  });

  it('never gives an answer that a concrete value contradicts', () => {
    // A part of the pattern, and the part of the ARN at the same place. A part can hold a colon.
    const pairs = [
      ...([
        ['a', 'a'],
        ['a*', 'ab'],
        ['*', 'a'],
        ['*', 'a:b'],
        ['*', 'X'],
        ['', ''],
      ] as const),
      ...([
        ['X', 'X'],
        ['Xb', 'Xb'],
        ['X*', 'Xa'],
        ['X', 'Y'],
        ['X', 'a'],
        ['a', 'b'],
      ] as const),
    ];
    const arns = fc.array(fc.constantFrom(...pairs), { minLength: 6, maxLength: 7 });
    const value = fc.constantFrom('', 'a', 'b', 'a:b', ':');
    const counts: Record<string, number> = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(arns, fc.integer({ min: 4, max: 20 }), value, value, (both, length, x, y) => {
        const pattern = both.map(([part]) => part).join(':');
        const parts = both.map(([, part]) => part);
        const actual = parts.slice(0, length).join(':');
        const holes = (one: string) => one.replaceAll('X', X).replaceAll('Y', Y);
        const values = (one: string) => one.replaceAll('X', x).replaceAll('Y', y);
        const found = compare(holes(pattern), holes(actual));
        counts[found] = (counts[found] ?? 0) + 1;

        if (found !== 'unknown') expect(compare(values(pattern), values(actual))).toBe(found);
      }),
      { numRuns: 3000, seed: 1 },
    );

    expect(Math.min(...Object.values(counts))).toBeGreaterThan(50);
  });
});
