import { describe, expect, it } from '@jest/globals';
import * as errors from '../../functions/errors.ts';

const examples = {
  InvalidInputError: new errors.InvalidInputError('quote', 'is missing'),
  MissingSettingError: new errors.MissingSettingError('TABLE_NAME'),
  TransactionConflictError: new errors.TransactionConflictError('Another one is there.'),
  TransactionStoreError: new errors.TransactionStoreError('Rejected.'),
  TransactionStoreUnavailableError: new errors.TransactionStoreUnavailableError('Busy.'),
};

describe('the errors', () => {
  it('each have an example in this test', () => {
    expect(['TradingError', ...Object.keys(examples)].toSorted()).toEqual(
      Object.keys(errors).toSorted(),
    );
  });

  it.each(Object.entries(examples))('%s is reported with its own name', (name, error) => {
    expect(error).toBeInstanceOf(errors.TradingError);
    expect(error.name).toBe(name);
    expect(error.stack).toMatch(new RegExp(`^${name}: `));
  });

  it('keep their cause, and the runtime does not write it', () => {
    const cause = { name: 'ThrottlingException' };
    const error = new errors.TransactionStoreUnavailableError('The table is busy.', { cause });

    expect(error.cause).toBe(cause);
    expect(Object.keys(error)).toEqual([]);
  });
});
