import { describe, expect, it } from '@jest/globals';
import {
  contextLayer,
  contextValues,
  decideKms,
  type KmsKey,
  parsePolicy,
  requestContext,
} from '../../index.ts';

describe('the context of a request', () => {
  const context = requestContext(
    [
      contextLayer({
        'aws:PrincipalTag/Team': 'red',
        'kms:ViaService': 'one',
        'aws:username': 'a',
      }),
      { 'KMS:viaservice': ['two', 'three'], 'aws:Username': null },
    ],
    ['aws:PrincipalTag/'],
  );

  it.each([
    ['the last value of a key, in any case of the name', 'kms:viaservice', ['two', 'three']],
    ['no value for a key that the last layer makes absent', 'aws:username', []],
    [
      'an earlier value for a key that the last layer does not have',
      'aws:principaltag/team',
      ['red'],
    ],
    ['no value for an absent key of a known prefix', 'aws:principaltag/other', []],
    ['an unknown value for every other key', 'aws:sourceip', undefined],
  ])('includes %s', (_what, name, values) => {
    expect(contextValues(context, name)).toEqual(values);
  });
});

describe('a context that is computed once', () => {
  const policy = parsePolicy(
    {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:PrincipalTag/Team': 'red', 'aws:ResourceTag/Team': 'red' },
        },
      },
    },
    'key-policy',
    'the key policy',
  );
  const keyOf = (Team: string): KmsKey => ({
    ...{ arn: 'arn:aws:kms:us-east-1:123456789012:key/k', state: 'Enabled', policy },
    ...{ grants: [], tags: { Team } },
  });
  const callerOf = (Team: string) => ({
    principal: {
      kind: 'role',
      arn: 'arn:aws:iam::123456789012:role/Reader',
      tags: { Team },
    } as const,
    identityPolicies: [],
  });
  const outcome = (caller: ReturnType<typeof callerOf>, key: KmsKey) =>
    decideKms({ request: { operation: 'Decrypt' }, caller, key }).outcome;

  it('is used only for the same caller object and the same key object', () => {
    const [red, blue] = [callerOf('red'), callerOf('blue')];
    const [redKey, blueKey] = [keyOf('red'), keyOf('blue')];
    const asked = [red, blue].flatMap((caller) =>
      [redKey, blueKey].map((key) => outcome(caller, key)),
    );

    expect(asked).toEqual(['allowed', 'denied', 'denied', 'denied']);
    expect(outcome(red, redKey)).toBe('allowed');
  });
});
