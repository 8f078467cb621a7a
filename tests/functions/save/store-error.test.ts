import { describe, expect, it } from '@jest/globals';
import { toStoreError } from '../../../functions/save/store-error.ts';
import { readJson } from '../read-json.ts';

const cases: Record<string, object[]> = Object(
  readJson(new URL('../cases/store-errors.json', import.meta.url)),
);
const rows = Object.entries(cases).flatMap(([outcome, faults]) =>
  faults.map((fault) => [JSON.stringify(fault), outcome, fault] as const),
);

describe('an error of the table', () => {
  it.each(rows)('%s becomes %s', (_text, outcome, fault) => {
    const error = toStoreError(Object.assign(new Error('what the service said'), fault));

    expect(error.name).toBe(outcome);
  });

  it.each([
    ['undefined', undefined],
    ['null', null],
    ['text', 'no'],
    ['an error with a sentence as its name', { name: '42 shares of AMZN' }],
    ['an error with a number as its name', { name: 7, code: {}, $metadata: 'x' }],
  ])('of the form %s is not retried, and the error does not repeat its text', (_what, thrown) => {
    expect(toStoreError(thrown)).toMatchObject({
      name: 'TransactionStoreError',
      message: 'The table rejected the request: UnknownError.',
    });
  });

  it('keeps the name, the status and the request id', () => {
    const fault = Object.assign(new Error('Rate exceeded'), {
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400, requestId: 'VTI4P6M1F2JK3A9Q' },
    });

    expect(toStoreError(fault).cause).toEqual({
      name: 'ThrottlingException',
      code: undefined,
      http_status: 400,
      request_id: 'VTI4P6M1F2JK3A9Q',
      message: undefined,
    });
  });

  it.each([
    [
      'AccessDeniedException',
      'User: R is not authorized to perform: dynamodb:PutItem on resource: T',
    ],
    ['ResourceNotFoundException', 'Requested resource not found'],
  ])('keeps the message of %s, which does not contain the row', (name, message) => {
    const fault = Object.assign(new Error(message), { name });

    expect(toStoreError(fault).cause).toMatchObject({ message });
  });

  it('says that the table is not available when the workflow can retry', () => {
    expect(toStoreError({ name: 'TimeoutError' }).message).toBe('The table is not available now.');
  });
});
