/** The condition keys of a request for a session of a role. */
import { describe, expect, it } from '@jest/globals';
import { decideAssumeRole, parsePolicy, type Verdict } from '../../index.ts';

const ALICE = 'arn:aws:iam::111122223333:user/alice';

/** Returns the verdict on a session with tags, of which the trust policy requires one. */
function decide(closed?: readonly string[]): Verdict {
  const Condition = { StringEquals: { 'aws:RequestTag/team': 'trading' } };
  const Statement = {
    ...{ Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'sts:AssumeRole', Condition },
  };
  const json = { Version: '2012-10-17', Statement };
  return decideAssumeRole({
    caller: { principal: { kind: 'user', arn: ALICE }, identityPolicies: [] },
    role: {
      arn: 'arn:aws:iam::111122223333:role/Reader',
      trustPolicy: parsePolicy(json, 'trust-policy', 'trust policy'),
    },
    ...(closed ? { closed } : {}),
  });
}

describe('a request for a session of a role', () => {
  it('has a tag that is not known, unless all tags of the request are known', () => {
    expect(decide()).toMatchObject({ outcome: 'unknown', unknown: ['aws:RequestTag/team'] });
    expect(decide(['aws:RequestTag/'])).toMatchObject({
      ...{ outcome: 'denied', rule: 'no-resource-policy', unknown: [] },
    });
  });
});
