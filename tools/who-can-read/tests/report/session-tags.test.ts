import { describe, expect, it } from '@jest/globals';
import { allowAll } from '../../account/allow-all.ts';
import { knowledge, upperBound } from '../../account/partial-knowledge.ts';
import { parsePolicy, type Tags } from '../../index.ts';
import { people, sampleIdentities } from '../../report/sample-principals.ts';
import { inAnySession } from '../../report/session-tags.ts';

// A review found that the report used a role's tags for its sessions, which can have other tags.

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

describe('the tags of a session of a role', () => {
  it('are those of its role when no principal can tag sessions', () => {
    expect(upperBound(inAnySession(role, trust('sts:AssumeRole'))).principal).toMatchObject({
      ...{ kind: 'role', arn, tags },
    });
  });

  it.each([
    ['a principal can tag', trust(['sts:AssumeRole', 'sts:TagSession'])],
    ['every session action is allowed', trust('sts:*')],
    ['the trust policy could not be read', knowledge(allowAll('trust-policy', 'trust policy'))],
    ['the trust policy is unknown', undefined],
  ])('are unknown when %s', (_, trustPolicy) => {
    const { principal } = upperBound(inAnySession(role, trustPolicy));

    expect(principal).toMatchObject({ kind: 'role', arn });
    expect(principal).not.toHaveProperty('tags');
  });

  it('are unknown for sample principals', () => {
    const made = people({ partition: 'aws', region: 'us-east-1', account: '123456789012' });
    expect(made).toHaveLength(sampleIdentities.length);
    for (const { caller } of made) expect(upperBound(caller).principal).not.toHaveProperty('tags');
  });
});

const NEITHER = { federatedProvider: null, sourceIdentity: null };

describe('the keys of a session of a role', () => {
  // id: session-keys-absent
  it.each([
    [['sts:AssumeRole', 'sts:TagSession'], NEITHER],
    [['sts:AssumeRole', 'sts:SetSourceIdentity'], { federatedProvider: null }],
    [['sts:AssumeRoleWithSAML'], { sourceIdentity: null }],
    [['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'], { sourceIdentity: null }],
    [['sts:AssumeRole*', 'sts:Set*'], {}],
  ])('are absent where the trust policy allows %j only', (actions, expected) => {
    const { principal } = upperBound(inAnySession(role, trust(actions)));

    expect(principal).toMatchObject(expected);
    for (const key of Object.keys(NEITHER)) {
      if (!Object.hasOwn(expected, key)) expect(principal).not.toHaveProperty(key);
    }
  });

  it.each([
    ['the trust policy is unknown', undefined],
    ['the trust policy could not be read', knowledge(allowAll('trust-policy', 'trust policy'))],
  ])('are unknown when %s', (_, trustPolicy) => {
    const { principal } = upperBound(inAnySession(role, trustPolicy));

    for (const key of Object.keys(NEITHER)) expect(principal).not.toHaveProperty(key);
  });
});
