import { describe, expect, it } from '@jest/globals';
import type { StackFacts } from '../../account/index.ts';
import { knowledge } from '../../account/partial-knowledge.ts';
import { findEscalationPaths } from '../../escalation/escalation.ts';
import { accessModelOfStack } from '../../from-stack/model-of-stack.ts';
import { parsePolicy } from '../../index.ts';

const ACCOUNT = '123456789012';
const GITHUB = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const OKTA = `arn:aws:iam::${ACCOUNT}:saml-provider/Okta`;
const SSO = `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO_1234567890abcdef_DO_NOT_DELETE`;
const COGNITO = 'cognito-identity.amazonaws.com';
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:orders`;
const EXECUTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/orders`;
const GUEST = { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'unauthenticated' } };
const MEMBER = { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } };

/** An account with a role that can read everything and has only this trust statement. */
function accountTrusting(
  Federated: string,
  Action: string,
  Condition: object | undefined,
  path = 'role/Reader',
): StackFacts {
  const arn = `arn:aws:iam::${ACCOUNT}:${path}`;
  const allow = (more: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', ...more }],
  });
  const all = parsePolicy(allow({ Action: '*', Resource: '*' }), 'identity-policy', 'all');
  const trust = { Principal: { Federated }, Action, ...(Condition ? { Condition } : {}) };
  const trustPolicy = parsePolicy(allow(trust), 'trust-policy', 'trust policy');
  const caller = { principal: { kind: 'role', arn, tags: {} }, identityPolicies: [all] } as const;
  const reader = {
    ...{ arn, managedPolicyArns: [], groupArns: [] },
    ...{ caller: knowledge(caller), trustPolicy: knowledge(trustPolicy) },
  };
  return {
    owner: { partition: 'aws', account: ACCOUNT },
    region: 'us-east-1',
    stateMachine: {
      ...{ arn: MACHINE, name: 'orders', type: 'STANDARD', roleArn: EXECUTION_ROLE },
      logging: { level: 'OFF', includeExecutionData: false, logGroupArns: [] },
    },
    account: { identities: [reader], groups: [] },
    ...{ stacks: [], activities: [], logGroups: [], tables: [], unread: [] },
  };
}

function pathOf(facts: StackFacts, id: string) {
  const model = accessModelOfStack(facts);
  const row = model.subjects.find((one) => one.id === id);
  if (!row) throw new Error(`There is no row ${id}.`);
  return { name: row.name, path: findEscalationPaths(model).get(id) };
}

describe('identities of a provider that a trust policy names', () => {
  it.each([
    ['OIDC', GITHUB, 'an identity of oidc-provider/token.actions.githubusercontent.com'],
    ['SAML', OKTA, 'an identity of saml-provider/Okta'],
    [
      'IAM Identity Center',
      SSO,
      'an identity of IAM Identity Center (saml-provider/AWSSSO_1234567890abcdef_DO_NOT_DELETE)',
    ],
    ['Cognito', COGNITO, 'an identity of an Amazon Cognito identity pool'],
  ])('have a row with the conditions that they must meet: %s', (_, provider, name) => {
    const action = provider.includes('saml') ? 'AssumeRoleWithSAML' : 'AssumeRoleWithWebIdentity';
    const condition = { StringEquals: { 'provider:aud': 'the-audience' } };
    const facts = accountTrusting(provider, `sts:${action}`, condition);

    expect(pathOf(facts, provider)).toMatchObject({
      name,
      path: {
        answer: 'unknown',
        steps: [
          `assumes role/Reader with a token that meets provider:aud StringEquals "the-audience" (sts:${action})`,
        ],
      },
    });
  });

  it('have a certain path if the trust policy has no condition', () => {
    const facts = accountTrusting(GITHUB, 'sts:AssumeRoleWithWebIdentity', undefined);

    expect(pathOf(facts, GITHUB).path).toMatchObject({
      answer: 'yes',
      steps: [expect.stringContaining('with any token')],
    });
  });

  it('do not have a path through a call that such identities cannot make', () => {
    const saml = accountTrusting(OKTA, 'sts:AssumeRoleWithWebIdentity', undefined);
    const oidc = accountTrusting(GITHUB, 'sts:AssumeRoleWithSAML', undefined);

    expect(pathOf(saml, OKTA).path).toBeUndefined();
    expect(pathOf(oidc, GITHUB).path).toBeUndefined();
  });

  it('replace the sample principal for web identities', () => {
    const named = accountTrusting(GITHUB, 'sts:AssumeRoleWithWebIdentity', undefined);
    const ids = accessModelOfStack(named).subjects.map(({ id }) => id);
    const none = accountTrusting('accounts.google.com', 'sts:AssumeRoleWithWebIdentity', undefined);

    expect(ids).not.toContain('accounts.google.com');
    expect(pathOf(none, 'accounts.google.com').path?.answer).toBe('yes');
  });
});

describe('an unauthenticated identity of Cognito', () => {
  const guest = `${COGNITO} (unauthenticated)`;

  it.each([
    ['a trust policy for unauthenticated identities', GUEST, 'yes'],
    ['a trust policy without a condition', undefined, 'yes'],
    ['a trust policy that also names an identity pool', poolAnd(GUEST), 'unknown'],
    ['a trust policy for authenticated identities', MEMBER, undefined],
  ])('has a path through %s: %j', (_, condition, answer) => {
    const facts = accountTrusting(COGNITO, 'sts:AssumeRoleWithWebIdentity', condition);

    expect(pathOf(facts, guest).path?.answer).toBe(answer);
  });
});

function poolAnd(condition: object): object {
  return { ...condition, StringEquals: { [`${COGNITO}:aud`]: 'us-east-1:11111111' } };
}

describe('the role of a permission set', () => {
  it('has a row, and IAM Identity Center has a path to it', () => {
    const path = 'role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Auditor_abc123';
    const facts = accountTrusting(SSO, 'sts:AssumeRoleWithSAML', undefined, path);
    const { subjects } = accessModelOfStack(facts);

    expect(subjects.map(({ name }) => name)).toContain(path);
    expect(pathOf(facts, SSO).path?.steps[0]).toContain('AWSReservedSSO_Auditor_abc123');
  });
});
