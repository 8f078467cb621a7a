import { describe, expect, it } from '@jest/globals';
import { allowAll } from '../../account/allow-all.ts';
import { knowledge, upperBound } from '../../account/partial-knowledge.ts';
import { parsePolicy, type Tags } from '../../index.ts';
import { people, sampleIdentities } from '../../report/sample-principals.ts';
import { inAnySession } from '../../report/session-tags.ts';

// A review found that the report took a role's tags for those of its sessions, which may have others.

const arn = 'arn:aws:iam::123456789012:role/Dev';
const tags: Tags = { team: 'research' };
const role = knowledge({ principal: { kind: 'role', arn, tags } as const, identityPolicies: [] });
const trust = (Action: string | readonly string[]) =>
  knowledge(
    parsePolicy(
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action }],
      },
      'trust-policy',
      'trust policy',
    ),
  );

describe('what a session of a role is tagged with', () => {
  it('is what its role is tagged with where nobody may tag sessions', () => {
    expect(upperBound(inAnySession(role, trust('sts:AssumeRole'))).principal).toEqual({
      ...{ kind: 'role', arn, tags },
    });
  });

  it.each([
    ['somebody may', trust(['sts:AssumeRole', 'sts:TagSession'])],
    ['everything about sessions is allowed', trust('sts:*')],
    ['the trust policy could not be read', knowledge(allowAll('trust-policy', 'trust policy'))],
    ['there is no trust policy to look at', undefined],
  ])('is not known where %s', (_, trustPolicy) => {
    expect(upperBound(inAnySession(role, trustPolicy)).principal).toEqual({ kind: 'role', arn });
  });

  it('is not known of people who are made up', () => {
    const made = people({ partition: 'aws', region: 'us-east-1', account: '123456789012' });
    expect(made).toHaveLength(sampleIdentities.length);
    for (const { caller } of made) expect(upperBound(caller).principal).not.toHaveProperty('tags');
  });
});
