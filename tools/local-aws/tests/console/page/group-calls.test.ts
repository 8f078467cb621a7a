import { describe, expect, it } from '@jest/globals';
import { groupCalls } from '../../../console/browser/group-calls.ts';
import type { KmsCallView } from '../../../console/contract.ts';

let id = 0;
const call = (operation: string, more: Partial<KmsCallView> = {}): KmsCallView => {
  id += 1;
  return {
    ...{ id: `${id}`, at: id, operation, keyArn: 'key', who: 'operator', context: {}, reason: '' },
    ...more,
  };
};

describe('calls to KMS', () => {
  it('that differ only in their time are one group with the newest time', () => {
    const calls = [call('Decrypt'), call('Decrypt'), call('Decrypt')];
    expect(groupCalls(calls)).toEqual([{ call: calls[2], count: 3 }]);
  });

  it('start with the newest group', () => {
    const calls = [call('Decrypt'), call('Decrypt'), call('DisableKey')];
    expect(groupCalls(calls).map(({ call: one, count }) => [one.operation, count])).toEqual([
      ['DisableKey', 1],
      ['Decrypt', 2],
    ]);
  });

  it.each([
    ['the result', { error: 'AccessDenied' }],
    ['kms:ViaService', { viaService: 'states.us-east-1.amazonaws.com' }],
    ['the encryption context', { context: { a: 'b' } }],
  ])('that differ in %s are two groups', (_what, more) => {
    expect(groupCalls([call('Decrypt'), call('Decrypt', more)])).toHaveLength(2);
  });

  it('with other calls between them are different groups, so that the order is correct', () => {
    const calls = [call('Decrypt'), call('DisableKey'), call('Decrypt')];
    expect(groupCalls(calls).map(({ count }) => count)).toEqual([1, 1, 1]);
  });
});
