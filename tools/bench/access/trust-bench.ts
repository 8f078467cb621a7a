import { parsePolicy, report } from 'who-can-read';
import type { Metric } from '../metric.ts';
import { spread } from '../statistics.ts';
import { benchKey, type RawRole, situationWith, subjectOf } from './account.ts';
import { microseconds } from './processor-time.ts';

const ROOT = { AWS: 'arn:aws:iam::123456789012:root' };
const ROLES = 1_000;
const MANY = 10_000;
const ROUNDS = 3;

/** Accounts in which every role might act as every other one, by how their roles trust. */
const accounts = {
  'that can assume each other': { trusts: ROOT, tag: false, externalIds: false },
  'that can assume each other, under a key policy with aws:PrincipalTag': {
    trusts: ROOT,
    tag: true,
    externalIds: false,
  },
  'that trust everyone': { trusts: { AWS: '*' }, tag: false, externalIds: false },
  'that ask for an external id each': { trusts: ROOT, tag: false, externalIds: true },
} as const;
type Account = (typeof accounts)[keyof typeof accounts];

const count = (roles: number): string => roles.toLocaleString('en-US');
const whole = (shape: string): string => `report on ${count(ROLES)} roles ${shape}`;
const each = (shape: string): string => `a role of ${count(MANY)} ${shape}`;

/** The names of the metrics, in order. */
export const trustMetricNames: readonly string[] = Object.keys(accounts).flatMap((shape) => [
  whole(shape),
  each(shape),
]);

/** Measures whole reports, and whether their time grows faster than the account. */
export function measureTrust(progress: (line: string) => void): readonly Metric[] {
  return Object.entries(accounts).flatMap(([shape, account]): readonly Metric[] => {
    progress(`${count(ROLES)} and ${count(MANY)} roles ${shape}`);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      some: costOf(account, ROLES),
      many: costOf(account, MANY),
    }));
    const perRole = (of: 'some' | 'many', roles: number) =>
      spread(rounds.map((round) => round[of] / roles));
    return [
      {
        what: whole(shape),
        unit: 's',
        measured: spread(rounds.map(({ some }) => some / 1e6)),
        target: { atMost: 3 },
      },
      {
        what: each(shape),
        unit: 'us',
        measured: perRole('many', MANY),
        baseline: { what: `a role of ${count(ROLES)}`, measured: perRole('some', ROLES) },
        target: { atMost: 1.5 },
      },
    ];
  });
}

/** Microseconds of processor time for the report on a new account: nothing is known from a round before. */
function costOf(account: Account, roles: number): number {
  const subjects = Array.from({ length: roles }, (_, at) => subjectOf(role(at, account)));
  const model = situationWith(subjects, keyOf(account.tag));
  return microseconds(() => report(model));
}

/** One in a hundred can rewrite the key policy, so every other one might act as it. */
function role(at: number, { trusts, externalIds }: Account): RawRole {
  const condition = { StringEquals: { 'sts:ExternalId': `id-${at}` } };
  const asked = externalIds ? { Condition: condition } : {};
  const actions = ['sts:AssumeRole', ...(at % 100 === 0 ? ['kms:PutKeyPolicy'] : [])];
  return {
    arn: `arn:aws:iam::123456789012:role/role-${at}`,
    policies: [
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
      },
    ],
    trust: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: trusts, Action: 'sts:AssumeRole', ...asked }],
    },
  };
}

function keyOf(tag: boolean) {
  const allow = (Action: string, more: object = {}) => ({
    ...{ Effect: 'Allow', Principal: ROOT, Action, Resource: '*' },
    ...more,
  });
  const withTag = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'trading' } } };
  const Statement = [allow('kms:PutKeyPolicy'), ...(tag ? [allow('kms:Decrypt', withTag)] : [])];
  const policy = parsePolicy({ Version: '2012-10-17', Statement }, 'key-policy', 'key policy');
  return { ...benchKey(), policy };
}
