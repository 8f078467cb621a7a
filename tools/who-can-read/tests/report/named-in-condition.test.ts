import { describe, expect, it } from '@jest/globals';
import { findEscalationPaths } from '../../escalation/escalation.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { inOrganization } from '../../report/organization-policies.ts';
import { report } from '../../report/report.ts';
import type { Json } from '../../template/json-value.ts';
import { accountOf, arnOf } from '../escalation/account.ts';
import { added, mutated } from '../proof/mutate.ts';

// A review found that principals that a policy names only in a condition had no row. The report said
// that no principal can use a key, although a principal of that name could.

type Block = Readonly<Record<string, Readonly<Record<string, string>>>>;

const OWN = '123456789012';
const OTHER = '444455556666';
const iam = (account: string, who: string) => `arn:aws:iam::${account}:${who}`;

/** The application; its key policy also allows this Principal under this condition. */
function under(Condition: Block, Principal: Json = '*'): AccessModel {
  return mutated(added({ Effect: 'Allow', Principal, Action: 'kms:Decrypt', Condition }), {});
}

/**
 * Returns the answers to "does KMS decrypt". It leaves out each "no" and the two principals that
 * can always read.
 */
function decrypting(model: AccessModel): Readonly<Record<string, string>> {
  const rows = report(model)
    .rows.map(({ subject: { id, logicalId }, findings: { decrypt, delivery } }) => {
      const { answer } = decrypt.answer === 'no' ? delivery : decrypt;
      return [logicalId ?? id, answer] as const;
    })
    .filter(([id, answer]) => answer !== 'no' && !id.includes('amazonaws.com'));
  const { StockTradingStateMachineExecutionRole: _, ...others } = Object.fromEntries(rows);
  return others;
}

describe('principals that only a condition names', () => {
  it.each<[string, Block, Readonly<Record<string, string>>]>([
    [
      'a role of another account by its ARN',
      { ArnLike: { 'aws:PrincipalArn': iam(OTHER, 'role/Auditor') } },
      { [iam(OTHER, 'role/Auditor')]: 'yes' },
    ],
    [
      'a user of another account by its ARN as a string',
      { StringEquals: { 'aws:PrincipalArn': iam(OTHER, 'user/team/ann') } },
      { [iam(OTHER, 'user/team/ann')]: 'yes' },
    ],
    [
      'roles with one name in any account',
      { ArnLike: { 'aws:PrincipalArn': iam('*', 'role/Auditor') } },
      { [iam(OWN, 'role/Auditor')]: 'yes', [iam('999999999999', 'role/Auditor')]: 'yes' },
    ],
    [
      'roles with a prefix and a suffix',
      { StringLike: { 'aws:PrincipalArn': `*:role/ops-*-Auditor` } },
      {
        [iam(OWN, 'role/ops--Auditor')]: 'yes',
        [iam('999999999999', 'role/ops--Auditor')]: 'yes',
      },
    ],
    [
      'the account of the caller',
      { StringEquals: { 'kms:CallerAccount': OTHER } },
      { [iam(OTHER, 'root')]: 'yes', [iam(OTHER, 'role/sample principal/Admin')]: 'yes' },
    ],
    [
      'the account of the caller, by a pattern',
      { StringLike: { 'aws:PrincipalAccount': '4444*' } },
      {
        [iam('444400000000', 'root')]: 'yes',
        [iam('444400000000', 'role/sample principal/Admin')]: 'yes',
      },
    ],
    [
      'a role name, with the account in a second condition',
      {
        ArnLike: { 'aws:PrincipalArn': iam('*', 'role/Auditor') },
        StringEquals: { 'aws:PrincipalAccount': OTHER },
      },
      { [iam(OTHER, 'role/Auditor')]: 'yes' },
    ],
    [
      'users by name',
      { StringEquals: { 'aws:username': 'ann' } },
      { [iam(OWN, 'user/ann')]: 'yes', [iam('999999999999', 'user/ann')]: 'yes' },
    ],
    [
      'an account by the user id of its root user',
      { StringEquals: { 'aws:userid': OTHER } },
      { [iam(OTHER, 'root')]: 'yes' },
    ],
    [
      'a role name with a tag variable',
      { StringEquals: { 'aws:PrincipalArn': iam(OTHER, 'role/${aws:PrincipalTag/team}-ops') } },
      { [iam(OTHER, 'role/-ops')]: 'unknown' },
    ],
  ])('have a row: %s', (_, condition, expected) => {
    expect(decrypting(under(condition))).toMatchObject(expected);
  });

  it('have a row with an unknown answer if the condition does not give a name', () => {
    const found = decrypting(
      under({ ArnLike: { 'aws:PrincipalArn': `arn:aws:sts::${OTHER}:federated-user/ann` } }),
    );
    expect(found).toEqual({
      [`any principal of ${OTHER} that meets ArnLike aws:PrincipalArn "arn:aws:sts::${OTHER}:federated-user/ann"`]:
        'unknown',
    });
  });

  it('have a row if the Principal is their account, and no row if it is another account', () => {
    const condition = { ArnLike: { 'aws:PrincipalArn': iam('*', 'role/Auditor') } };
    const found = under(condition, { AWS: iam(OWN, 'root') });
    expect(decrypting(found)).toEqual({ [iam(OWN, 'role/Auditor')]: 'yes' });
    expect(found.subjects.map(({ id }) => id)).not.toContain(iam('999999999999', 'role/Auditor'));
  });

  it('do not have a row if no ARN can match', () => {
    const condition = { StringEquals: { 'aws:PrincipalArn': iam(OTHER, 'role/*') } };
    expect(decrypting(under(condition))).toEqual({});
  });

  it('have a row when a Deny excludes them', () => {
    const Condition = { ArnNotLike: { 'aws:PrincipalArn': iam(OTHER, 'role/Auditor') } };
    const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:Decrypt', Condition };
    const ids = mutated(added(deny), {}).subjects.map(({ id }) => id);
    expect(ids).toContain(iam(OTHER, 'role/Auditor'));
  });

  it('are found if the condition is about another organization', () => {
    const given = under({ StringEquals: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } });
    const found = decrypting(inOrganization(given, { id: 'o-a1b2c3d4e5' }));
    expect(found).toEqual({ [iam('666666666666', 'role/sample principal/Admin')]: 'yes' });
  });

  it('are found in another account of the organization', () => {
    const given = under({
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      ArnLike: { 'aws:PrincipalArn': iam('*', 'role/Auditor') },
    });
    const found = decrypting(inOrganization(given, { id: 'o-a1b2c3d4e5' }));
    expect(found).toEqual({
      [iam(OWN, 'role/Auditor')]: 'yes',
      [iam('777777777777', 'role/Auditor')]: 'yes',
    });
  });

  it('can be created by principals that can create roles of that name', () => {
    const named = (Resource: string) =>
      findEscalationPaths(
        accountOf({
          identities: {
            'user/eve': {
              statements: [{ Action: ['iam:CreateRole', 'iam:PutRolePolicy'], Resource }],
            },
          },
          keyStatements: [
            {
              Principal: '*',
              Action: 'kms:Decrypt',
              Condition: { ArnLike: { 'aws:PrincipalArn': iam(OWN, 'role/ops-*') } },
            },
            { Principal: '*', Action: 'kms:PutKeyPolicy', Effect: 'Deny' },
          ],
        }),
      ).get(arnOf('user/eve'))?.answer;
    expect(named(iam(OWN, 'role/ops-*'))).toBe('yes');
    expect(named(iam(OWN, 'role/team-*'))).toBeUndefined();
  });
});
