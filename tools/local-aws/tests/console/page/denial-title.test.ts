import { expect, it } from '@jest/globals';
import { titleOf } from '../../../console/browser/views/denied.ts';

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html has the
// states of the key.
it.each([
  ['KmsAccessDeniedException', undefined, 'Access denied'],
  ['AccessDeniedException', undefined, 'Access denied'],
  ['KmsInvalidStateException', 'DISABLED', 'The key is disabled'],
  ['DisabledException', undefined, 'The key is disabled'],
  ['KmsInvalidStateException', 'PENDING_DELETION', 'The key is scheduled for deletion'],
  ['KMSInvalidStateException', undefined, 'The key cannot be used in its state'],
  ['KmsInvalidStateException', 'UNAVAILABLE', 'The key cannot be used in its state'],
])('the heading for %s with the key state %s is "%s"', (name, kmsKeyState, title) => {
  expect(titleOf({ name, message: 'm', ...(kmsKeyState ? { kmsKeyState } : {}) })).toBe(title);
});

it('has a heading for a key that does not exist any more', () => {
  const message = 'arn:aws:kms:us-east-1:123456789012:key/1 does not exist.';
  expect(titleOf({ name: 'KmsInvalidStateException', message })).toBe('The key no longer exists');
  expect(titleOf({ name: 'KmsAccessDeniedException', message })).toBe('Access denied');
});
