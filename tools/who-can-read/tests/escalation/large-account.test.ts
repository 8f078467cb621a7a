import { describe, expect, it } from '@jest/globals';
import { upperBound } from '../../account/partial-knowledge.ts';
import { findEscalationPaths, type SearchProgress } from '../../escalation/escalation.ts';
import { accountOf, type IdentityCase } from './account.ts';

// The search once evaluated each pair of roles again: 300 roles took 20 s, and 600 took 87 s. For a key
// policy that requires a tag of the principal, 200 roles took 80 s. The time must stay almost linear.
const ROLES = 1_000;
const SECONDS = 30;

const root = { AWS: 'arn:aws:iam::123456789012:root' };
const rewrites = { Principal: root, Action: 'kms:PutKeyPolicy', Resource: '*' };
const decryptsWithTag = {
  Principal: root,
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalTag/team': 'trading' } },
};

/** Returns the steps of each role's path, and the progress messages of the search. */
function search(identityAt: (at: number) => IdentityCase) {
  const identities = Object.fromEntries(
    Array.from({ length: ROLES }, (_, at) => [`role/role-${at}`, identityAt(at)]),
  );
  const model = accountOf({ identities, keyStatements: [rewrites, decryptsWithTag] });
  const said: Parameters<SearchProgress>[] = [];
  const paths = findEscalationPaths(model, undefined, 0, (...one) => said.push(one));
  const own = [...paths].filter(([id]) => id.includes('role/role-'));
  return { lengths: own.map(([, { steps }]) => steps.length), said };
}

const oneIn100 = (at: number) => (at % 100 === 0 ? ['kms:PutKeyPolicy'] : []);
const accounts: Readonly<Record<string, (at: number) => IdentityCase>> = {
  'can assume each other': (at) => ({ allows: ['sts:AssumeRole', ...oneIn100(at)], trusts: root }),
  'trust everyone': (at) => ({ allows: ['s3:GetObject', ...oneIn100(at)], trusts: { AWS: '*' } }),
  'need an external id': (at) => ({
    allows: ['sts:AssumeRole', ...oneIn100(at)],
    trustStatement: { Principal: root, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } },
  }),
};

const trustStatement = { Principal: root, Action: ['sts:AssumeRole', 'sts:TagSession'] };
const accountsWithoutPaths: typeof accounts = {
  // No role can read with the tags, so a session with tags does not help. This once took minutes.
  'start sessions of each other with tags': () => ({
    ...{ allows: ['sts:AssumeRole', 'sts:TagSession'], trustStatement },
  }),
  // The roles that they can edit do not exist.
  'edit other roles by name': (at) => ({
    statements: [
      { Action: 'iam:PutRolePolicy', Resource: `${root.AWS.replace('root', 'role')}/app-${at}-*` },
    ],
    trustStatement,
  }),
};

describe('an account with many roles', () => {
  it.each(Object.entries(accounts))(
    'that %s is searched in seconds, also if the key policy requires a tag',
    (_, identityAt) => {
      const { lengths } = search(identityAt);

      expect(lengths.filter((length) => length === 1)).toHaveLength(ROLES / 100);
      expect(lengths.filter((length) => length === 2)).toHaveLength(ROLES - ROLES / 100);
    },
    SECONDS * 1_000,
  );

  it.each(Object.entries(accountsWithoutPaths))(
    'that %s is searched in seconds, and has no path',
    (_, identityAt) => {
      expect(search(identityAt).lengths).toEqual([]);
    },
    SECONDS * 1_000,
  );

  it('reports the progress of each phase of the search, up to the end', () => {
    const { said } = search((at) => ({
      allows: ['sts:AssumeRole', ...oneIn100(at)],
      trusts: root,
    }));

    for (const phase of ['Searching escalation paths', 'Following escalation paths']) {
      const done = said.filter(([, , one]) => one === phase).map(([at]) => at);
      expect(Math.max(...done)).toBeGreaterThan(ROLES * 0.9);
      expect(done.length).toBeGreaterThan(ROLES / 50);
    }
  });
});

// An account in which each role asks for another external id once took 10 s for 5,000 roles: every role was
// evaluated with every other one.
describe('an account in which each role asks for another external id', () => {
  const asksFor = (Condition: object) => ({ trustStatement: { Principal: root, Condition } });
  const byExternalId = (at: number): IdentityCase => ({
    ...asksFor({ StringEquals: { 'sts:ExternalId': `id-${at}` } }),
    allows: ['sts:AssumeRole', ...oneIn100(at * 20)],
  });

  /** Returns how often the search reads the conditions of a trust policy, with the paths that it finds. */
  function evaluations(roles: number, identityAt: (at: number) => IdentityCase) {
    const identities = Object.fromEntries(
      Array.from({ length: roles }, (_, at) => [`role/role-${at}`, identityAt(at)]),
    );
    const model = accountOf({ identities, keyStatements: [rewrites] });
    let count = 0;
    for (const { trustPolicy } of model.subjects) {
      for (const statement of trustPolicy ? upperBound(trustPolicy).statements : []) {
        const { conditions } = statement;
        Object.defineProperty(statement, 'conditions', {
          enumerable: true,
          get: () => {
            count += 1;
            return conditions;
          },
        });
      }
    }
    return { paths: findEscalationPaths(model), count };
  }

  it('takes evaluations in proportion to the number of roles', () => {
    const some = evaluations(100, byExternalId);
    const many = evaluations(400, byExternalId);

    expect(many.count / some.count).toBeLessThan(5);
    expect(many.paths.size).toBeGreaterThanOrEqual(400);
    expect(many.paths.get('arn:aws:iam::123456789012:role/role-7')).toMatchObject({
      answer: 'unknown',
      dependsOn: ['sts:ExternalId'],
    });
  });

  it('still has the certain path of a role that asks for something else', () => {
    const { paths } = evaluations(40, (at) =>
      at === 35
        ? {
            ...asksFor({ StringEquals: { 'aws:PrincipalAccount': '123456789012' } }),
            allows: ['kms:PutKeyPolicy'],
          }
        : byExternalId(at),
    );

    expect(paths.get('arn:aws:iam::123456789012:role/role-7')).toMatchObject({
      answer: 'yes',
      steps: ['assumes role/role-35 (sts:AssumeRole)', expect.any(String)],
    });
  });

  it('still has the path of a caller whose policy names the last of the roles', () => {
    const last = 'arn:aws:iam::123456789012:role/role-39';
    const { paths } = evaluations(40, (at) =>
      at === 7
        ? { statements: [{ Action: 'sts:AssumeRole', Resource: last }] }
        : { ...byExternalId(at), allows: ['kms:PutKeyPolicy'] },
    );

    expect(paths.get('arn:aws:iam::123456789012:role/role-7')?.steps[0]).toBe(
      'assumes role/role-39 (sts:AssumeRole)',
    );
  });
});

describe('roles with the same trust policy', () => {
  const trusted = { trusts: { AWS: '*' }, allows: ['kms:PutKeyPolicy'] };
  const arn = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
  const pathOf = (taker: IdentityCase, targets: Readonly<Record<string, IdentityCase>>) => {
    const identities = { ...targets, 'role/taker': taker };
    const paths = findEscalationPaths(accountOf({ identities, keyStatements: [rewrites] }));
    return paths.get(arn('taker'));
  };

  it('are distinguished by a Deny of the caller that names one of them', () => {
    const denies = (name: string): IdentityCase => ({
      statements: [{ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: arn(name) }],
    });
    const both = { 'role/first': trusted, 'role/second': trusted };

    expect(pathOf(denies('first'), both)?.steps[0]).toBe('assumes role/second (sts:AssumeRole)');
    expect(pathOf(denies('second'), both)?.steps[0]).toBe('assumes role/first (sts:AssumeRole)');
    expect(pathOf(denies('*'), both)).toBeUndefined();
  });

  it('are distinguished by an Allow of the caller that names one of them', () => {
    const delegating = { trusts: root, allows: ['kms:PutKeyPolicy'] };
    const taker = { statements: [{ Action: 'sts:AssumeRole', Resource: arn('second') }] };

    expect(pathOf(taker, { 'role/first': delegating, 'role/second': delegating })?.steps[0]).toBe(
      'assumes role/second (sts:AssumeRole)',
    );
  });

  it('are distinguished by their conditions', () => {
    const trust = (Condition: object) => ({
      allows: ['kms:PutKeyPolicy'],
      trustStatement: { Principal: { AWS: '*' }, Condition },
    });
    const roles = {
      'role/first': trust({ StringEquals: { 'sts:ExternalId': 'x' } }),
      'role/second': trust({ StringEquals: { 'aws:PrincipalAccount': '123456789012' } }),
    };

    expect(pathOf({}, roles)).toMatchObject({
      answer: 'yes',
      steps: ['assumes role/second (sts:AssumeRole)', expect.any(String)],
    });
  });
});
