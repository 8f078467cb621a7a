/** The rule of an unknown decision, where several values are unknown. */
import { describe, expect, it } from '@jest/globals';
import { decideKms, parsePolicy, type Verdict } from '../../index.ts';
import { hole } from '../../unknown-text.ts';

const ALICE = 'arn:aws:iam::111122223333:user/alice';
const BOB = 'arn:aws:iam::999999999999:user/bob';
const allow = { Effect: 'Allow', Principal: { AWS: ALICE }, Action: 'kms:*', Resource: '*' };
const inVpc = { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } };
const partial = { Action: `kms:${hole('X')}` };

/** Returns the verdict on a Decrypt request by alice, or by a grantee of another account. */
function decide(statements: readonly object[], principal = ALICE): Verdict {
  const json = { Version: '2012-10-17', Statement: statements };
  return decideKms({
    request: { operation: 'Decrypt', context: { 'aws:SourceIp': '203.0.113.1' } },
    caller: { principal: { kind: 'user', arn: principal }, identityPolicies: [] },
    key: {
      ...{ arn: 'arn:aws:kms:us-east-1:111122223333:key/1', state: 'Enabled' },
      grants: [{ id: 'g', granteePrincipal: BOB, operations: ['Decrypt'] }],
      policy: parsePolicy(json, 'key-policy', 'the key policy'),
    },
  });
}

describe('an unknown decision', () => {
  it.each<[string, readonly object[], Verdict['rule'], readonly string[]]>([
    ['a condition key', [{ ...allow, ...inVpc }], 'unknown-condition-value', ['aws:SourceVpc']],
    ['a part of a policy', [{ ...allow, ...partial }], 'unknown-policy-value', ['<X>']],
    // A value that can be found out by deploying comes first.
    [
      'a part of a policy and a condition key',
      [
        { ...allow, ...inVpc },
        { ...allow, ...partial },
      ],
      'unknown-policy-value',
      ['<X>', 'aws:SourceVpc'],
    ],
  ])('depends on %s', (_, statements, rule, unknown) => {
    expect(decide(statements)).toMatchObject({ outcome: 'unknown', rule, unknown });
  });

  it('depends on a condition key before what AWS does not document', () => {
    const absent = { Condition: { StringEquals: { 'aws:PrincipalArn': [] } } };

    expect(decide([{ ...allow, ...absent }]).rule).toBe('not-documented');
    expect(
      decide([
        { ...allow, ...inVpc },
        { ...allow, ...absent },
      ]).rule,
    ).toBe('unknown-condition-value');
  });
});

describe('an unknown decision next to a statement that does not apply', () => {
  it('does not name the unknown values of that statement', () => {
    const elsewhere = {
      StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:PrincipalAccount': '999999999999' },
    };

    expect(
      decide([
        { ...allow, ...inVpc },
        { ...allow, Condition: elsewhere },
      ]),
    ).toMatchObject({
      ...{ outcome: 'unknown', unknown: ['aws:SourceVpc'] },
    });
  });
});

describe('the grantee of another account, whose own permissions AWS does not document', () => {
  const toBob = { ...allow, Principal: { AWS: BOB } };

  it('is not documented', () => {
    expect(decide([allow], BOB)).toMatchObject({
      ...{ outcome: 'unknown', rule: 'not-documented', unknown: [] },
      reason: 'AWS does not document how this is decided (grant g).',
    });
  });

  it('is not documented, whatever other statements depend on', () => {
    expect(decide([allow, { ...toBob, ...inVpc }], BOB).rule).toBe('not-documented');
  });

  it('depends on a Deny that might apply', () => {
    const deny = { ...toBob, Effect: 'Deny', ...inVpc };

    expect(decide([allow, deny], BOB)).toMatchObject({
      ...{ outcome: 'unknown', rule: 'unknown-condition-value', unknown: ['aws:SourceVpc'] },
      reason: 'It depends on a condition value that is not known: aws:SourceVpc.',
    });
  });
});
