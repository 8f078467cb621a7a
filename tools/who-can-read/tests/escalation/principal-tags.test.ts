import { describe, expect, it } from '@jest/globals';
import { findEscalationPaths } from '../../escalation/escalation.ts';
import { type AccountCase, accountOf, arnOf, type IdentityCase } from './account.ts';

// A review found that the search did not vary tags: a principal without tags had no path to a key whose
// policy requires one, although identities and sessions can get tags.

/** The key allows principals of the account that have the tag and an identity policy. */
const keyStatements = [
  {
    Principal: { AWS: '123456789012' },
    Action: 'kms:Decrypt',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'trading' } },
  },
];
const decrypts = { allows: ['kms:Decrypt'] };
const trusting = (...Action: readonly string[]) => ({
  trustStatement: { Principal: { AWS: '123456789012' }, Action },
});

function wayOf(who: string, identities: AccountCase['identities']) {
  return findEscalationPaths(accountOf({ identities, keyStatements })).get(arnOf(who)) ?? null;
}

const yes = (...steps: readonly string[]) => ({ answer: 'yes', steps });

describe('a principal that can get the tags that a key policy requires', () => {
  it('can read without a step when it has the tag', () => {
    const eve = { ...decrypts, tags: { team: 'trading' } };
    expect(wayOf('user/eve', { 'user/eve': eve })).toEqual(yes());
  });

  it('does not have a path without permission to tag', () => {
    expect(wayOf('user/eve', { 'user/eve': decrypts })).toBeNull();
    expect(wayOf('role/eve', { 'role/eve': decrypts })).toBeNull();
  });

  it.each([
    ['user/eve', 'iam:TagUser'],
    ['role/eve', 'iam:TagRole'],
  ])('is %s and tags itself with %s', (who, action) => {
    const eve = { allows: ['kms:Decrypt', action] };
    expect(wayOf(who, { [who]: eve })).toEqual(yes(`tags itself as policies require (${action})`));
  });

  it('does not have a path if it cannot set the required tag', () => {
    const Condition = { StringEquals: { 'aws:RequestTag/team': 'research' } };
    const eve: IdentityCase = { ...decrypts, statements: [{ Action: 'iam:TagUser', Condition }] };
    const way = wayOf('user/eve', { 'user/eve': eve });
    // The search does not distinguish tags that no policy requires.
    expect(way?.answer).not.toBe('yes');
  });

  it('has a path that tags the session of a role, if the role allows session tags', () => {
    const identities = {
      'user/dora': { allows: ['sts:AssumeRole', 'sts:TagSession'] },
      'role/Dev': { ...decrypts, ...trusting('sts:AssumeRole', 'sts:TagSession') },
    };
    expect(wayOf('user/dora', identities)).toEqual(
      yes('assumes role/Dev with tags that policies require (sts:AssumeRole, sts:TagSession)'),
    );
  });

  it('has no path through a role that does not allow session tags', () => {
    const identities = {
      'user/dora': { allows: ['sts:AssumeRole', 'sts:TagSession'] },
      'role/Dev': { ...decrypts, ...trusting('sts:AssumeRole') },
    };
    expect(wayOf('user/dora', identities)).toBeNull();
  });

  it('has a path that tags another principal and uses its permissions', () => {
    const identities = {
      'user/dora': { allows: ['sts:AssumeRole', 'iam:TagRole'] },
      'role/Dev': { ...decrypts, ...trusting('sts:AssumeRole') },
    };
    expect(wayOf('user/dora', identities)).toEqual(
      yes('tags role/Dev as policies require (iam:TagRole)', 'assumes role/Dev (sts:AssumeRole)'),
    );
  });

  it('has a path that makes a role trust itself and accept session tags', () => {
    const identities = {
      'user/dora': {
        statements: [{ Action: 'iam:UpdateAssumeRolePolicy', Resource: arnOf('role/Dev') }],
      },
      'role/Dev': decrypts,
    };
    expect(wayOf('user/dora', identities)).toEqual(
      yes(
        'lets role/Dev trust itself (iam:UpdateAssumeRolePolicy)',
        'assumes role/Dev with tags that policies require (sts:AssumeRole, sts:TagSession)',
      ),
    );
  });

  it('has a path that sets its own tags to match a trust policy', () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/duty': 'on-call' } };
    const identities = (...allows: readonly string[]) => ({
      'user/dora': { allows },
      'role/Dev': {
        ...{ ...decrypts, tags: { team: 'trading' } },
        trustStatement: { Principal: { AWS: arnOf('user/dora') }, Condition },
      },
    });
    expect(wayOf('user/dora', identities('iam:TagUser'))).toEqual(
      yes('tags itself as policies require (iam:TagUser)', 'assumes role/Dev (sts:AssumeRole)'),
    );
    expect(wayOf('user/dora', identities())).toBeNull();
  });

  it('does not have a step about tags if none are needed', () => {
    const dora = {
      statements: [
        {
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Resource: arnOf('role/Dev'),
        },
      ],
    };
    const identities = {
      'user/dora': dora,
      'role/Dev': {
        ...{ ...decrypts, tags: { team: 'trading' } },
        ...trusting('sts:AssumeRole', 'sts:TagSession'),
      },
    };
    expect(wayOf('user/dora', identities)).toEqual(yes('assumes role/Dev (sts:AssumeRole)'));
  });

  it('has a path that creates a session of itself with tags', () => {
    const eve = { allows: ['kms:Decrypt', 'sts:GetFederationToken', 'sts:TagSession'] };
    expect(wayOf('user/eve', { 'user/eve': eve })).toEqual(
      yes(
        'creates a session with tags that policies require (sts:GetFederationToken, sts:TagSession)',
      ),
    );
  });

  it('has a path that gives itself permission to tag', () => {
    const boundary = ['iam:PutRolePolicy', 'iam:TagRole', 'kms:Decrypt'];
    const eve = { allows: ['iam:PutRolePolicy'], boundary };
    expect(wayOf('role/eve', { 'role/eve': eve })).toEqual(
      yes(
        'gives itself more permissions (iam:PutRolePolicy)',
        'tags itself as policies require (iam:TagRole)',
      ),
    );
  });

  it('has a path that creates an identity with the tags', () => {
    // Without this, an identity with every permission could rewrite the policy or change the workflow.
    const denied = { Effect: 'Deny', Principal: '*', Action: 'kms:PutKeyPolicy' };
    const made = (kind: 'user' | 'role', ...Action: readonly string[]) => {
      const eve = { statements: [{ Action, Resource: arnOf(`${kind}/another`) }] };
      const model = accountOf({
        identities: { 'user/eve': eve },
        keyStatements: [...keyStatements, denied],
      });
      return findEscalationPaths(model).get(arnOf('user/eve'))?.steps;
    };
    const user = ['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateAccessKey', 'iam:TagUser'];
    expect(made('role', 'iam:CreateRole', 'iam:PutRolePolicy')).toEqual([
      'creates a role with more permissions and assumes it with tags that policies require (iam:CreateRole)',
    ]);
    expect(made('user', ...user)).toEqual([
      'creates a user with more permissions, the tags that policies require, and an access key (iam:CreateUser, iam:TagUser)',
    ]);
  });
});
