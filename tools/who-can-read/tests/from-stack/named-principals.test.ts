import { describe, expect, it } from '@jest/globals';
import type { StackFacts } from '../../account/index.ts';
import { knowledge } from '../../account/partial-knowledge.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { type KmsKey, type PolicyDocument, parsePolicy } from '../../index.ts';
import { evaluateReadPath } from '../../read-paths/read-paths.ts';
import type { AccessModel } from '../../report/access-model.ts';

const ACCOUNT = '123456789012';
const OTHER = '444455556666';
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:stock-trading`;
const arnOf = (name: string, account = ACCOUNT) => `arn:aws:iam::${account}:${name}`;
const ROLE = arnOf('role/worker');
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-11111111222243338444555555555555`;
const keyOf = (arn: string, policy: PolicyDocument): KmsKey => ({
  ...{ arn, state: 'Enabled', grants: [], aliases: [], policy },
});
const document = (kind: Parameters<typeof parsePolicy>[1], ...Statement: readonly object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, kind, kind);
const decrypts = document('identity-policy', {
  ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
});
const trust = (...Action: readonly string[]) =>
  document('trust-policy', { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action });

/** A role with the tag for research, whose sessions can have the same tag. */
function role(name: string, ...actions: readonly string[]) {
  const principal = { kind: 'role', arn: arnOf(name), tags: { team: 'research' } } as const;
  return {
    ...{ arn: principal.arn, managedPolicyArns: [], groupArns: [] },
    caller: knowledge({ principal, identityPolicies: [decrypts] }),
    trustPolicy: knowledge(trust(...actions)),
  };
}

const identities = [
  role('role/Plain', 'sts:AssumeRole'),
  role('role/Tagged', 'sts:AssumeRole', 'sts:TagSession'),
];

/** A stack with a key whose policy has one statement. */
function stackUnder(statement: object, listed: boolean): StackFacts {
  return {
    owner: { partition: 'aws', account: ACCOUNT },
    region: 'us-east-1',
    stateMachine: {
      ...{ arn: MACHINE, name: 'stock-trading', type: 'STANDARD', roleArn: ROLE },
      logging: { level: 'OFF', includeExecutionData: false, logGroupArns: [] },
    },
    key: knowledge(keyOf(KEY, document('key-policy', statement))),
    executionRole: knowledge({
      caller: { principal: { kind: 'role', arn: ROLE }, identityPolicies: [] },
      trustPolicy: trust('sts:AssumeRole'),
    }),
    ...(listed ? { account: { identities, groups: [] } } : {}),
    ...{ stacks: [], activities: [], logGroups: [], tables: [], unread: [] },
  };
}

/** Returns the answers to "does KMS decrypt" for a key policy with this Principal and Condition. */
function decrypting(Principal: unknown, Condition: object, listed = true) {
  const statement = { Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*', Condition };
  return answersOf(accessModelOfStack(stackUnder(statement, listed)));
}

function answersOf(model: AccessModel): Readonly<Record<string, string>> {
  const answers = model.subjects.map((one) => [
    one.id,
    evaluateReadPath('decrypt', model, one).answer,
  ]);
  return Object.fromEntries(answers);
}

describe('principals of a deployed stack', () => {
  it('have the tags of their role only when no principal can tag a session', () => {
    const found = decrypting(
      { AWS: ACCOUNT },
      { StringEquals: { 'aws:PrincipalTag/team': 'trading' } },
    );
    expect(found).toMatchObject({
      [arnOf('role/Plain')]: 'no',
      [arnOf('role/Tagged')]: 'unknown',
    });
  });

  it('can be readers if a condition requires a tag of their role that a session can replace', () => {
    const found = decrypting(
      { AWS: ACCOUNT },
      { StringEquals: { 'aws:PrincipalTag/team': 'research' } },
    );
    expect(found).toMatchObject({
      [arnOf('role/Plain')]: 'yes',
      [arnOf('role/Tagged')]: 'unknown',
    });
  });

  it('include principals of other accounts that a condition names', () => {
    const found = decrypting('*', {
      ArnLike: { 'aws:PrincipalArn': [arnOf('role/Auditor', OTHER), arnOf('role/Plain')] },
    });
    expect(found).toMatchObject({
      [arnOf('role/Auditor', OTHER)]: 'unknown',
      [arnOf('role/Plain')]: 'yes',
      [arnOf('role/Tagged')]: 'no',
    });
  });

  it('include sample principals only for an account whose principals are not listed', () => {
    const condition = { ArnLike: { 'aws:PrincipalArn': arnOf('role/Auditor') } };
    expect(decrypting('*', condition)).not.toHaveProperty([arnOf('role/Auditor')]);
    expect(decrypting('*', condition, false)).toHaveProperty([arnOf('role/Auditor')], 'unknown');
  });
});

describe('a deployed stack whose key has a replica', () => {
  const allowDecrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' };
  const own = { ...allowDecrypt, Principal: { AWS: ROLE } };
  const replica = keyOf(
    KEY.replace('us-east-1', 'eu-west-1'),
    document('key-policy', { ...allowDecrypt, Principal: { AWS: [ACCOUNT, OTHER] } }),
  );
  const unread = [{ what: 'the replica', why: 'denied', code: 'AccessDeniedException' }];

  it('can be read by principals that the replica allows, and has a row for each one that it names', () => {
    const replicas = new Map([[KEY, [knowledge(replica)]]]);
    const found = answersOf(accessModelOfStack({ ...stackUnder(own, true), replicas }));
    expect(found).toMatchObject({
      [arnOf('role/Plain')]: 'yes',
      [arnOf('root', OTHER)]: 'yes',
    });
  });

  it('has an unknown answer for principals that it does not list if the replica could not be read', () => {
    const replicas = new Map([[KEY, [knowledge(replica, unread)]]]);
    expect(accessModelOfStack({ ...stackUnder(own, true), replicas }).unread).toEqual(unread);
  });
});

describe('the report of a deployed stack', () => {
  const own = { Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'kms:Decrypt', Resource: '*' };

  it('says that it does not evaluate the key of earlier executions', () => {
    const { notes } = accessModelOfStack(stackUnder(own, true));
    expect(notes.join()).toContain('Executions and versions from before the workflow had its key');
  });
});
