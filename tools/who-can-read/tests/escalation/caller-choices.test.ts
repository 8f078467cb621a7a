import { describe, expect, it } from '@jest/globals';
import { knowledge, upperBound } from '../../account/partial-knowledge.ts';
import { findEscalationPaths } from '../../escalation/escalation.ts';
import type { KmsKey } from '../../index.ts';
import { evaluateReadPath } from '../../read-paths/read-paths.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { explain } from '../../report/explain.ts';
import { type AccountCase, accountOf, arnOf } from './account.ts';

// A review found that the search did not vary what a caller can choose: the name of the key in a
// request, the contents and the grantee of a grant, and whether a key stays disabled.

type Statement = Readonly<Record<string, unknown>>;

const eve = { AWS: arnOf('role/eve') };
const on = (Action: string | readonly string[], Condition?: object): Statement => ({
  ...{ Principal: eve, Action },
  ...(Condition ? { Condition } : {}),
});

/** Returns an account with Eve and other principals, and these properties of the workflow's key. */
function given(
  keyStatements: readonly Statement[],
  key: Partial<KmsKey> = {},
  others: AccountCase['identities'] = {},
): AccessModel {
  const found = accountOf({ identities: { 'role/eve': {}, ...others }, keyStatements });
  const { stateMachine } = found;
  if (!stateMachine.key) throw new Error('the key is not there');
  // The aliases in the template are known. Here they are unknown, unless the test gives them.
  const { aliases: _, ...bare } = upperBound(stateMachine.key);
  return {
    ...found,
    stateMachine: { ...stateMachine, key: knowledge({ ...bare, ...key }) },
  };
}

const wayOf = (model: AccessModel, who = 'role/eve') =>
  findEscalationPaths(model).get(arnOf(who)) ?? null;
const yes = (...steps: readonly string[]) => ({ answer: 'yes', steps });

describe('a caller that names the key by an alias that a policy requires', () => {
  const asking = [on('kms:Decrypt', { StringEquals: { 'kms:RequestAlias': 'alias/w' } })];
  const answerFor = (model: AccessModel) => {
    const subject = model.subjects.find(({ id }) => id === arnOf('role/eve'));
    if (!subject) throw new Error('Eve is not there');
    const { answer, reason } = evaluateReadPath('decrypt', model, subject);
    return { answer, reason, explained: explain(model, subject, 'kms:Decrypt')[0]?.answer };
  };

  it('can decrypt when the key has the alias', () => {
    const { answer, explained } = answerFor(given(asking, { aliases: ['alias/v', 'alias/w'] }));
    expect([answer, explained]).toEqual(['yes', 'yes']);
  });

  it('has an unknown answer when the aliases of the key are unknown', () => {
    const { answer, reason } = answerFor(given(asking));
    expect(answer).toBe('unknown');
    expect(reason).toContain('kms:RequestAlias');
  });

  it('cannot decrypt when the key has only other aliases', () => {
    expect(answerFor(given(asking, { aliases: ['alias/v'] })).answer).toBe('no');
  });

  it('can give the key that alias, with permission on the alias too', () => {
    const right = [...asking, on('kms:CreateAlias')];
    const key = { aliases: ['alias/v'] };
    const identities = { 'role/eve': { allows: ['kms:CreateAlias'] } };
    expect(wayOf(given(right, key, identities))).toEqual(
      yes('gives the key the alias alias/w that policies require (kms:CreateAlias)'),
    );
    expect(wayOf(given(right, key))).toBeNull();
  });

  it('can decrypt even if a Deny matches all other names', () => {
    const deny = {
      ...on('kms:Decrypt', { StringNotEquals: { 'kms:RequestAlias': 'alias/w' } }),
      Effect: 'Deny',
    };
    const statements = [on('kms:Decrypt'), deny];
    expect(answerFor(given(statements, { aliases: ['alias/w'] })).answer).toBe('yes');
    expect(answerFor(given(statements)).answer).toBe('unknown');
  });
});

describe('a caller that creates a grant as a policy requires', () => {
  const grants = (...operators: readonly object[]) =>
    wayOf(given(operators.map((one) => on('kms:CreateGrant', one))));
  const itself = yes('grants itself kms:Decrypt on the key (kms:CreateGrant)');

  it.each([
    ['to be retired by itself', { StringEquals: { 'kms:RetiringPrincipal': arnOf('role/eve') } }],
    ['to be retired by another', { StringEquals: { 'kms:RetiringPrincipal': arnOf('user/bob') } }],
    ['with a retiring principal', { Null: { 'kms:RetiringPrincipal': 'false' } }],
    [
      'with another operation',
      { 'ForAnyValue:StringEquals': { 'kms:GrantOperations': 'Encrypt' } },
    ],
    [
      'with any operation except one',
      { 'ForAnyValue:StringNotEquals': { 'kms:GrantOperations': ['Decrypt', 'ReEncryptFrom'] } },
    ],
    [
      'only for re-encryption',
      {
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['ReEncryptFrom', 'ReEncryptTo'] },
      },
    ],
    [
      'with several operations',
      {
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'Encrypt'] },
        'ForAnyValue:StringEquals': { 'kms:GrantOperations': 'Encrypt' },
        StringEquals: { 'kms:GrantConstraintType': 'EncryptionContextEquals' },
      },
    ],
  ])('can read with the grant: %s', (_, condition) => {
    expect(grants(condition)).toEqual(itself);
  });

  it('has an unknown answer when the grantee must match a pattern', () => {
    const way = grants({ StringLike: { 'kms:RetiringPrincipal': arnOf('role/retirer-*') } });
    expect(way).toEqual({ ...itself, answer: 'unknown' });
  });

  it.each([
    [
      'without an operation that reads',
      { 'ForAllValues:StringEquals': { 'kms:GrantOperations': 'Encrypt' } },
    ],
    ['for AWS services', { Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
    ['to another principal', { StringEquals: { 'kms:GranteePrincipal': arnOf('user/bob') } }],
    // CreateGrant does not accept an alias.
    ['on an alias', { StringEquals: { 'kms:RequestAlias': 'alias/w' } }],
  ])('has no path by the grant: %s', (_, condition) => {
    expect(grants(condition)).toBeNull();
  });

  const trusting = (...names: readonly string[]) => ({
    trusts: { AWS: names.map((name) => arnOf(name)) },
  });

  it.each([
    ['by its ARN', { StringEquals: { 'kms:GranteePrincipal': arnOf('role/quill') } }],
    ['by a pattern', { StringLike: { 'kms:GranteePrincipal': arnOf('role/qu*') } }],
    [
      'as any principal except itself',
      { StringNotEquals: { 'kms:GranteePrincipal': arnOf('role/eve') } },
    ],
  ])('acts as the grantee of name %s', (_, condition) => {
    const model = given(
      [on('kms:CreateGrant', condition)],
      {},
      {
        'role/quill': trusting('role/eve'),
      },
    );
    expect(wayOf(model)).toEqual(
      yes(
        'grants role/quill kms:Decrypt on the key (kms:CreateGrant)',
        'assumes role/quill (sts:AssumeRole)',
      ),
    );
    expect(wayOf(model, 'role/quill')).toBeNull();
  });

  it('can act as the grantee through another principal', () => {
    const condition = { StringEquals: { 'kms:GranteePrincipal': arnOf('role/quill') } };
    const model = given(
      [on('kms:CreateGrant', condition)],
      {},
      {
        'role/quill': trusting('role/middle'),
        'role/middle': trusting('role/eve'),
      },
    );
    expect(wayOf(model)).toEqual(
      yes(
        'grants role/quill kms:Decrypt on the key (kms:CreateGrant)',
        'assumes role/middle (sts:AssumeRole)',
        'assumes role/quill (sts:AssumeRole)',
      ),
    );
  });
});

describe('a caller that can decrypt with a disabled key', () => {
  const cancels = 'cancels the deletion of the key (kms:CancelKeyDeletion)';
  const enables = 'enables the key (kms:EnableKey)';

  it('has a path that enables the key', () => {
    const statements = [on(['kms:Decrypt', 'kms:EnableKey'])];
    expect(wayOf(given(statements, { state: 'Disabled' }))).toEqual(yes(enables));
    expect(wayOf(given([on('kms:Decrypt')], { state: 'Disabled' }))).toBeNull();
    expect(wayOf(given([on('kms:EnableKey')], { state: 'Disabled' }))).toBeNull();
  });

  it('has a path that enables the key and creates a grant', () => {
    const statements = [on(['kms:CreateGrant', 'kms:EnableKey'])];
    expect(wayOf(given(statements, { state: 'Disabled' }))).toEqual(
      yes(enables, 'grants itself kms:Decrypt on the key (kms:CreateGrant)'),
    );
  });

  it('has a path that cancels the deletion of the key and enables it', () => {
    const actions = ['kms:Decrypt', 'kms:EnableKey', 'kms:CancelKeyDeletion'];
    expect(wayOf(given([on(actions)], { state: 'PendingDeletion' }))).toEqual(
      yes(cancels, enables),
    );
    expect(wayOf(given([on(actions.slice(0, 2))], { state: 'PendingDeletion' }))).toBeNull();
    expect(
      wayOf(given([on(['kms:Decrypt', 'kms:CancelKeyDeletion'])], { state: 'PendingDeletion' })),
    ).toBeNull();
  });

  it('has a path through a role with permission, or through permissions that it gives itself', () => {
    const statements = [
      on('kms:Decrypt'),
      { Principal: { AWS: '123456789012' }, Action: 'kms:EnableKey' },
    ];
    const operator = { allows: ['kms:EnableKey'], trusts: eve };
    const state = 'Disabled';
    expect(wayOf(given(statements, { state }, { 'role/operator': operator }))).toEqual(
      yes('assumes role/operator (sts:AssumeRole)', enables),
    );
    const editor = {
      allows: ['iam:PutRolePolicy'],
      boundary: ['iam:PutRolePolicy', 'kms:EnableKey', 'kms:Decrypt'],
    };
    expect(wayOf(given(statements, { state }, { 'role/eve': editor }))).toEqual(
      yes('gives itself more permissions (iam:PutRolePolicy)', enables),
    );
  });
});

describe('a path that depends on an external id', () => {
  const account = (condition: object) =>
    accountOf({
      identities: {
        'user/eve': { allows: ['sts:AssumeRole'] },
        'role/admin': {
          allows: ['*'],
          trustStatement: {
            Principal: { AWS: 'arn:aws:iam::123456789012:root' },
            Condition: condition,
          },
        },
      },
    });

  it('names the external id, and is unknown', () => {
    const model = account({ StringEquals: { 'sts:ExternalId': 'x1' } });

    expect(findEscalationPaths(model).get(arnOf('user/eve'))).toMatchObject({
      answer: 'unknown',
      dependsOn: ['sts:ExternalId'],
    });
  });

  it('does not name the external id when the path is certain', () => {
    const path = findEscalationPaths(account({})).get(arnOf('user/eve'));

    expect(path).toEqual({ answer: 'yes', steps: expect.any(Array) });
  });
});
