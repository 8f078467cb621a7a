import { describe, expect, it } from '@jest/globals';
import { parsePolicy } from '../../../access/index.ts';
import type { StackMaterial } from '../../../access/read/index.ts';
import { reading } from '../../../access/read/reading.ts';
import { ask } from '../../../access/report/channels/channels.ts';
import { situationOfStack } from '../../../access/report/from-stack/from-stack.ts';

const ACCOUNT = '123456789012';
const OTHER = '444455556666';
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:stock-trading`;
const arnOf = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:${name}`;
const ROLE = arnOf('role/worker');
const document = (kind: Parameters<typeof parsePolicy>[1], ...Statement: readonly object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, kind, kind);
const decrypts = document('identity-policy', {
  ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
});
const trust = (...Action: readonly string[]) =>
  document('trust-policy', { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action });

/** A role that is tagged for research, and whose sessions may be made and tagged so. */
function role(name: string, ...actions: readonly string[]) {
  const principal = { kind: 'role', arn: arnOf(name), tags: { team: 'research' } } as const;
  return {
    ...{ arn: principal.arn, managedPolicyArns: [], groupArns: [] },
    caller: reading({ principal, identityPolicies: [decrypts] }),
    trustPolicy: reading(trust(...actions)),
  };
}

const identities = [
  role('role/Plain', 'sts:AssumeRole'),
  role('role/Tagged', 'sts:AssumeRole', 'sts:TagSession'),
];

/** Answers to "does KMS decrypt" where the key asks this of those to whom it is open. */
function decrypting(Principal: unknown, Condition: object, listed = true) {
  const statement = { Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', Condition };
  const material: StackMaterial = {
    stackName: 'stock-trading',
    home: { partition: 'aws', account: ACCOUNT },
    region: 'us-east-1',
    machine: {
      ...{ arn: MACHINE, name: 'stock-trading', type: 'STANDARD', roleArn: ROLE },
      logging: { level: 'OFF', includeExecutionData: false, logGroupArns: [] },
    },
    key: reading({
      arn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`,
      ...{ state: 'Enabled', grants: [], aliases: [] },
      policy: document('key-policy', statement),
    }),
    executionRole: reading({
      caller: { principal: { kind: 'role', arn: ROLE }, identityPolicies: [] },
      trustPolicy: trust('sts:AssumeRole'),
    }),
    ...(listed ? { account: { identities, groups: [] } } : {}),
    ...{ resources: [], activities: [], logGroups: [], tables: [], unread: [] },
  };
  const situation = situationOfStack(material);
  const answers = situation.subjects.map((one) => [one.id, ask('decrypt', situation, one).answer]);
  return Object.fromEntries(answers);
}

describe('people of a deployed stack', () => {
  it('have the tags of their role only where nobody may tag a session', () => {
    const found = decrypting(
      { AWS: ACCOUNT },
      { StringEquals: { 'aws:PrincipalTag/team': 'trading' } },
    );
    expect(found).toMatchObject({
      [arnOf('role/Plain')]: 'no',
      [arnOf('role/Tagged')]: 'unknown',
    });
  });

  it('count where a tag of their role is asked for that a session may replace', () => {
    const found = decrypting(
      { AWS: ACCOUNT },
      { StringEquals: { 'aws:PrincipalTag/team': 'research' } },
    );
    expect(found).toMatchObject({
      [arnOf('role/Plain')]: 'yes',
      [arnOf('role/Tagged')]: 'unknown',
    });
  });

  it('are those of other accounts as well whom a condition names', () => {
    const found = decrypting('*', {
      ArnLike: { 'aws:PrincipalArn': [arnOf('role/Auditor', OTHER), arnOf('role/Plain')] },
    });
    expect(found).toMatchObject({
      [arnOf('role/Auditor', OTHER)]: 'unknown',
      [arnOf('role/Plain')]: 'yes',
      [arnOf('role/Tagged')]: 'no',
    });
  });

  it('are not made up for an account that lists them, and are for one that does not', () => {
    const condition = { ArnLike: { 'aws:PrincipalArn': arnOf('role/Auditor') } };
    expect(decrypting('*', condition)).not.toHaveProperty([arnOf('role/Auditor')]);
    expect(decrypting('*', condition, false)).toHaveProperty([arnOf('role/Auditor')], 'unknown');
  });
});
