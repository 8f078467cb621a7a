import { describe, expect, it } from '@jest/globals';
import { parsePolicy } from 'who-can-read';
import type { Call } from '../states/authorize.ts';
import { deniedOrNotFound, isNotFound } from '../states/not-found.ts';

const account = '123456789012';
const named = (name: string, message = '') => Object.assign(new Error(message), { name });

describe('an error that says that a resource does not exist', () => {
  it.each([
    ['StateMachineDoesNotExist', true],
    ['ExecutionDoesNotExist', true],
    ['InvalidArn', true],
    ['ValidationException', true],
    ['ThrottlingException', false],
    ['AccessDeniedException', false],
  ])('is recognized by its name: %s', (name, expected) => {
    expect(isNotFound(named(name))).toBe(expected);
  });

  it('is an error, and not an object with the same name', () => {
    expect(isNotFound({ name: 'ExecutionDoesNotExist' })).toBe(false);
  });
});

describe('a call on a resource that does not exist', () => {
  const callOf = (action: string, resource?: string): Call => {
    const statement = { Effect: 'Allow', Action: action, Resource: '*' };
    const policy = parsePolicy(
      { Version: '2012-10-17', Statement: [statement] },
      'identity-policy',
      'a policy',
    );
    const arn = `arn:aws:iam::${account}:user/ann`;
    return {
      api: 'DescribeStateMachine',
      scope: { account, region: 'us-east-1' },
      caller: { principal: { kind: 'user', arn, tags: {} }, identityPolicies: [policy] },
      facts: {
        ...{ at: new Date('2026-11-28T12:00:00Z'), region: 'us-east-1' },
        ...{ sourceIp: '127.0.0.1', userAgent: '' },
      },
      ...(resource === undefined ? {} : { resource }),
    };
  };
  const stateMachine = `arn:aws:states:us-east-1:${account}:stateMachine:gone`;
  const error = named('StateMachineDoesNotExist', 'gone');
  const notFound = { error: { status: 400, type: 'StateMachineDoesNotExist', message: 'gone' } };

  // id: missing-resource
  it('returns the error to a caller with the permission', () => {
    expect(deniedOrNotFound(error, callOf('states:*', stateMachine))).toEqual(notFound);
  });

  it('is denied to a caller without the permission', () => {
    expect(deniedOrNotFound(error, callOf('states:List*', stateMachine)).error.type).toBe(
      'AccessDeniedException',
    );
  });

  it.each([
    ['without an ARN', undefined],
    ['of another account', stateMachine.replace(account, '999999999999')],
  ])('returns the error for a resource %s', (_, resource) => {
    expect(deniedOrNotFound(error, callOf('states:List*', resource))).toEqual(notFound);
  });
});
