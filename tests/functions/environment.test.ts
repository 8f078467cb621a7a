import { describe, expect, it } from '@jest/globals';
import { readSetting } from '../../functions/environment.ts';
import { MissingSettingError } from '../../functions/errors.ts';

describe('a required setting', () => {
  it('is what the environment holds', () => {
    expect(readSetting({ TABLE_NAME: 'transactions' }, 'TABLE_NAME')).toBe('transactions');
  });

  it.each([
    ['is not there', {}],
    ['is empty', { TABLE_NAME: '' }],
    ['is another', { TABLE: 'transactions' }],
  ])('is asked for by name where it %s', (_what, environment) => {
    expect(() => readSetting(environment, 'TABLE_NAME')).toThrow(MissingSettingError);
    expect(() => readSetting(environment, 'TABLE_NAME')).toThrow('TABLE_NAME');
  });
});
