import { describe, expect, it } from '@jest/globals';
import { matchPattern } from '../../expect/pattern.ts';

describe('a pattern', () => {
  it.each([
    ['one', 'one\n'],
    ['one\ntwo', '  one\n\ntwo  '],
    ['a b', 'a\t  b'],
    ['...', ''],
    ['...\ntwo', 'two'],
    ['...\ntwo', 'one\none\ntwo'],
    ['one\n...', 'one\ntwo\nthree'],
    ['one\n...\nthree', 'one\nthree'],
    ['arn:...:x', 'arn:aws:states:x'],
    ['price is 5.0 (+1)?', 'price is 5.0 (+1)?'],
    ['', ''],
  ])('%j matches %j', (pattern, printed) => {
    expect(matchPattern(pattern, printed)).toEqual({ matched: true });
  });

  it.each([
    ['one', 'two', 0],
    ['one\ntwo', 'one\nthree', 1],
    ['one', 'one\ntwo', 1],
    ['one', '', 0],
    ['one\n\n...\ntwo', 'one\nthree', 3],
    ['5.0', '5x0', 0],
    ['one', 'someone', 0],
    ['...one', 'one more', 0],
  ])('%j does not match %j from line %d', (pattern, printed, line) => {
    expect(matchPattern(pattern, printed)).toEqual({ matched: false, line });
  });
});
