import { describe, expect, it } from '@jest/globals';
import { readSetting } from '../../functions/environment.ts';
import { MissingSettingError } from '../../functions/errors.ts';

describe('a required setting', () => {
  it('returns the value of the variable', () => {
    expect(readSetting({ TABLE_NAME: 'transactions' }, 'TABLE_NAME')).toBe('transactions');
  });

  it.each([
    ['is missing', {}],
    ['is empty', { TABLE_NAME: '' }],
    ['has another name', { TABLE: 'transactions' }],
  ])('throws an error with its name when it %s', (_what, environment) => {
    expect(() => readSetting(environment, 'TABLE_NAME')).toThrow(MissingSettingError);
    expect(() => readSetting(environment, 'TABLE_NAME')).toThrow('TABLE_NAME');
  });
});
