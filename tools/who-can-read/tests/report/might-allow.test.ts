import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideIdentity, parsePolicy } from '../../index.ts';
import { mightAllow } from '../../report/might-allow.ts';

const actions = ['kms:Decrypt', 'kms:*', '*', 'kms:D?crypt', 'KMS:decrypt', 'iam:*', 'kms:Put*'];
const resources = [
  '*',
  'arn:aws:kms:us-east-1:123456789012:key/k',
  'arn:aws:kms:*:*:key/*',
  'arn:aws:kms:us-east-1:123456789012:key/${aws:username}',
  'arn:aws:s3:::bucket',
];
const conditions = [
  undefined,
  { StringEquals: { 'aws:username': 'k' } },
  { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  { Null: { 'kms:ViaService': 'true' } },
];
const some = (values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });

const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    action: fc.tuple(fc.constantFrom('Action', 'NotAction'), some(actions)),
    resource: fc.tuple(fc.constantFrom('Resource', 'NotResource'), some(resources)),
    Condition: fc.constantFrom(...conditions),
  })
  .map(({ Effect, action, resource, Condition }) => ({
    Effect,
    ...Object.fromEntries([action, resource]),
    ...(Condition ? { Condition } : {}),
  }));

const user = { kind: 'user', arn: 'arn:aws:iam::123456789012:user/k' } as const;

describe('ruling out a principal without a decision', () => {
  it('never rules out a request with the answer "yes" or "unknown"', () => {
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('kms:Decrypt', 'iam:PassRole', 's3:GetObject'),
        fc.constantFrom('arn:aws:kms:us-east-1:123456789012:key/k', 'arn:aws:s3:::bucket'),
        (Statement, action, resource) => {
          const json = { Version: '2012-10-17', Statement };
          const policies = [parsePolicy(json, 'identity-policy', 'policy')];
          const { outcome } = decideIdentity({
            caller: { principal: user, identityPolicies: policies },
            ...{ action, resource, resourceAccount: '123456789012' },
          });

          return outcome === 'denied' || mightAllow(policies, action, resource);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('rules out an action or a resource that no statement matches', () => {
    const json = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: 'arn:aws:kms:*:*:key/*' }],
    };
    const policies = [parsePolicy(json, 'identity-policy', 'policy')];

    expect(mightAllow(policies, 'iam:PassRole')).toBe(false);
    expect(mightAllow(policies, 'kms:Decrypt', 'arn:aws:s3:::bucket')).toBe(false);
    expect(mightAllow(policies, 'kms:Decrypt')).toBe(true);
  });
});
